"""What holds for every test: no connection leaves this machine, and a failure can be repeated."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from tests.chromium import browser, site
from tests.databases import _connections_are_closed, blank, config, database, empty_config

__all__ = ["_connections_are_closed", "blank", "browser", "config", "database", "empty_config", "site"]

pytest.register_assert_rewrite("tests.browser.inspection")

# Enough to find a plain fault while one waits; `pytest --hypothesis-profile thorough` looks for the rare ones.
settings.register_profile("here", deadline=None, max_examples=50)
settings.register_profile("ci", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("ci" if os.environ.get("CI") else "here")

METHODS = ("connect", "connect_ex", "sendto")


def is_on_this_machine(address: Any) -> bool:
    """Tell whether an address is a local socket's or a loopback host's."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in ("localhost", "")


def refusing(method: Any) -> Any:
    """Wrap a method of sockets so that it refuses an address outside this machine."""

    def on_this_machine_only(self: socket.socket, *args: Any) -> Any:
        if not is_on_this_machine(args[-1]):
            raise PermissionError(f"A test may not reach {args[-1]!r}: only this machine.")
        return method(self, *args)

    return on_this_machine_only


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Keep every test on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        for name in METHODS:
            patch.setattr(socket.socket, name, refusing(getattr(socket.socket, name)))
        yield
