"""The API asked whatever its own description allows, and what it does not."""

from collections.abc import Iterator

import pytest
import schemathesis
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema

from kb.config import Config
from kb.web.api.openapi import openapi
from kb.web.app import create_app
from tests.web.toy import ToyBank

# How many requests are made up for each operation, besides those that its description gives at once.
EXAMPLES = 200
PATHS = sorted(openapi("")["paths"])


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    """Read the description of the API over the invented bank."""
    app = create_app(Config(data_dir=tmp_path_factory.mktemp("data")), ToyBank())
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    # Remembering requests from run to run takes more than half of the time.
    schema.config.generation.update(max_examples=EXAMPLES, database="none")
    return schema


def faults(event: events.EngineEvent) -> Iterator[str]:
    """Tell what was found wrong, with the request that shows it."""
    if isinstance(event, events.NonFatalError | events.FatalError):
        yield repr(getattr(event, "value", None) or getattr(event, "exception", None))
    if isinstance(event, events.ScenarioFinished):
        for checks in event.recorder.checks.values():
            for check in checks:
                if check.failure_info:
                    yield f"{event.label}: {check.failure_info.failure}\n{check.failure_info.code_sample}"


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_an_operation_answers_as_described(described, path):
    """What is allowed is answered as described, the rest is refused, and nothing fails, by any check there is."""
    seen = list(from_schema(described.include(path=path)).execute())
    asked = sum(len(event.recorder.cases) for event in seen if isinstance(event, events.ScenarioFinished))
    assert [fault for event in seen for fault in faults(event)] == []
    assert asked >= EXAMPLES


def test_every_path_is_asked(described):
    """The paths above are those that the site's own description has, and no check is left out."""
    assert sorted(described.raw_schema["paths"]) == PATHS
