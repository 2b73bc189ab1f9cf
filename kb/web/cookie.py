"""The one cookie: a token that nobody can guess, made first when a form that changes something is shown.

Signed in, it is the token of the session; before that it is bound to nothing. Readers have none.
"""

import re

from flask import Flask, Response, g, request

from kb.accounts.secret import new_token
from kb.web.caching import unkept

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def init_app(app: Flask) -> None:
    """Let a page set the cookie or take it away."""
    app.after_request(write_cookie)


def cookie_name() -> str:
    """Name the cookie; with the prefix, browsers take it over https from this host alone."""
    return "__Host-kb" if request.is_secure else "kb"


def held_token() -> str:
    """Give the token that the browser holds, or an empty text."""
    if "token" in g:
        return str(g.token)
    found = request.cookies.get(cookie_name(), "")
    return found if TOKEN.fullmatch(found) else ""


def own_token() -> str:
    """Give the token that the browser holds; one is made when it holds none."""
    token = held_token()
    if not token:
        give_token(token := new_token())
    return token


def give_token(token: str) -> None:
    """Have the browser hold another token; an empty one takes the cookie away."""
    g.token = token


def write_cookie(response: Response) -> Response:
    """Write the cookie where a page changed it; it ends when the browser is closed."""
    if "token" not in g:
        return response
    name, is_secure = cookie_name(), request.is_secure
    if g.token:
        response.set_cookie(name, g.token, path="/", secure=is_secure, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(name, path="/", secure=is_secure, httponly=True, samesite="Lax")
    return unkept(response)
