"""One address for every route of the site, over the invented bank."""

from flask import Flask

ARGUMENTS = {
    "solution_id": "skaerm",
    "experience_id": "2019-nordby",
    "municipality_id": "nordby",
    "call_id": "faldsensorer-aalum",
    "form": "efterlysning",
    "name": "manifest.json",
    "twin": "json",
    "token": "ugyldig",
    "user_id": 1,
    "submission_id": "0" * 32,
    "step": "1",
    "table_name": "outcomes",
    "table_format": "csv",
    "graph_format": "ttl",
    "citation_format": "bib",
    "solution": "skaerm",
    "report": "2019-nordby",
    "municipality": "nordby",
    "rest": "findes/ikke",
}


def address_of(app: Flask, endpoint: str) -> str:
    """Write the address of a route, with the arguments above."""
    rule = next(app.url_map.iter_rules(endpoint))
    adapter = app.url_map.bind("localhost")
    return adapter.build(endpoint, {name: ARGUMENTS[name] for name in rule.arguments})


def addresses(app: Flask) -> list[str]:
    """List one address for every route."""
    return [address_of(app, rule.endpoint) for rule in app.url_map.iter_rules()]
