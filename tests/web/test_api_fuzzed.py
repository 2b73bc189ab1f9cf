"""The API asked whatever its own description allows, and what it does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from kb.config import Config
from kb.web.app import create_app
from tests.web.toy import ToyBank

# How many requests are made up for each operation, besides those that its description gives at once.
EXAMPLES = 200


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
def test_every_operation_answers_as_described(tmp_path: Path):
    """What is allowed is answered as described, the rest is refused, and nothing fails, by any check there is."""
    app = create_app(Config(data_dir=tmp_path / "instance"), ToyBank())
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.config.generation.update(max_examples=EXAMPLES)
    seen = list(from_schema(schema).execute())
    operations = {event.label for event in seen if isinstance(event, events.ScenarioFinished)}
    assert len(operations) >= len(schema.raw_schema["paths"])
    assert [fault for event in seen for fault in faults(event)] == []
