"""That tests stay on this machine."""

import socket

import pytest


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_a_connection_to_another_machine_is_refused(method):
    """No test can fetch anything, so the suite passes or fails alike with and without a network."""
    with socket.socket() as outward, pytest.raises(PermissionError, match="only this machine"):
        getattr(outward, method)(("192.0.2.1", 80))


def test_a_connection_to_this_machine_passes():
    """A test may start a server and speak to it."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
