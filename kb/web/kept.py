"""Pages shown lately, kept whole in memory: the newest that fit."""

from collections import OrderedDict
from threading import Lock

from flask import Response

MOST_BYTES = 24 * 2**20
LARGEST = 2 * 2**20


class KeptPages:
    """Answers by key, the least lately used forgotten first; safe to use from many threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, tuple[bytes, list[tuple[str, str]]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Response | None:
        """Give a kept answer anew, or nothing."""
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
        body, headers = found
        return Response(body, headers=headers)

    def keep(self, key: str, response: Response) -> None:
        """Keep an answer that succeeded and is no stream."""
        if response.status_code != 200 or response.is_streamed or response.cache_control.no_store:
            return
        body = response.get_data()
        if len(body) > LARGEST:
            return
        with self._lock:
            self._forget(key)
            self._kept[key] = (body, list(response.headers.items()))
            self._bytes += len(body)
            while self._bytes > self._most:
                self._forget(next(iter(self._kept)))

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _forget(self, key: str) -> None:
        body, _ = self._kept.pop(key, (b"", []))
        self._bytes -= len(body)
