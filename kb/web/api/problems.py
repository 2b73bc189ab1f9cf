"""How a program is told what is wrong with its request (RFC 9457)."""

import json
from http import HTTPStatus
from typing import Any

from flask import Response

from kb.errors import KnowledgeBankError

MEDIA_TYPE = "application/problem+json"


class Problem(KnowledgeBankError):
    """Something in the request that cannot be answered; `detail` is a sentence in the asker's language."""

    def __init__(self, detail: str, status: int = 400, **more: Any) -> None:
        super().__init__(detail)
        self.detail, self.status, self.more = detail, status, more


def problem_response(problem: Problem) -> Response:
    """Write a problem as an answer that nobody keeps."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        **problem.more,
    }
    response = Response(json.dumps(body, ensure_ascii=False), problem.status, mimetype=MEDIA_TYPE)
    response.cache_control.no_store = True
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
