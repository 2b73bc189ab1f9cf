"""The API asked whatever its own description allows, and what it does not: everything answered is as described."""

from pathlib import Path
from tempfile import mkdtemp

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from kb.config import Config
from kb.web.app import create_app
from tests.web.toy import ToyBank

# How many requests are made up for each operation.
EXAMPLES = 20
schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", create_app(Config(data_dir=Path(mkdtemp())), ToyBank())
)


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_operation_answers_as_described(case):
    """No request fails, each answer is as described, what is allowed is answered and the rest refused."""
    case.call_and_validate()
