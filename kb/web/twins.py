"""How a record is handed out as JSON: its own fields, its address, and the release it stands in."""

import json
from typing import Any

from flask import Response

from kb.records.base import RecordSchema
from kb.web.caching import revalidated
from kb.web.context import current_config, current_release


def send_json(schema: RecordSchema, record: Any, *, url: str, **more: Any) -> Response:
    """Send a record as JSON with the fields of the content format."""

    def make() -> Response:
        fields: dict[str, Any] = schema.dump(record)
        body = {"url": current_config().base_url + url, "release": current_release().id, **fields, **more}
        text = json.dumps(body, ensure_ascii=False, indent=2)
        return Response(text + "\n", mimetype="application/json")

    return revalidated(make)
