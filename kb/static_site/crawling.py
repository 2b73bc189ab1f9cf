"""Going through the site from link to link and writing each page as a file."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from flask.testing import FlaskClient

from kb.static_site.pages import Copier
from kb.static_site.places import Place, Places, archive_of, file_of, language_of

# A bank that does not know its own past has no feeds.
CANNOT_BE_MADE = 503
MOVED = """<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<title>{url}</title>
<meta http-equiv="refresh" content="0; url={url}">
<a href="{url}">{url}</a>
</html>
"""


class Crawl:
    """Writes what is reached from a few addresses; every file is asked for once."""

    def __init__(
        self,
        client: FlaskClient,
        places: Places,
        municipalities: tuple[tuple[str, str], ...],
        out: Path,
    ) -> None:
        self._client = client
        self._places = places
        self._out = out
        self._copier = Copier(places, municipalities, self._settled)
        self._moved: dict[str, str] = {}
        self._known: set[str] = set()
        self._waiting: deque[str] = deque()

    def run(self, start: Iterable[str], written: Callable[[str], None]) -> None:
        """Write all that is reached, and tell of each page."""
        for path in start:
            self._note(path)
        while self._waiting:
            path = self._waiting.popleft()
            self._write(path)
            written(path)

    def _note(self, path: str) -> None:
        if path not in self._known:
            self._known.add(path)
            self._waiting.append(path)

    def _settled(self, place: Place) -> Place:
        """Have a link lead where its address leads on to; only a page can do that without a server."""
        if not place.path.endswith("/") and place.path not in self._known:
            self._known.add(place.path)
            self._write(place.path)
        return replace(place, path=self._moved.get(place.path, place.path))

    def _write(self, path: str) -> None:
        response = self._client.get(self._places.asked_for(path))
        if response.location:
            self._write_moved(path, response.location)
        elif response.status_code == 200 and response.mimetype == "text/html":
            copied = self._copier.copied(response.get_data(as_text=True), path)
            self._save(path, copied.html.encode())
            for place in copied.places:
                self._note(place.path)
        elif response.status_code == 200:
            self._save(path, response.get_data())
        elif response.status_code == CANNOT_BE_MADE:
            self._moved[path] = archive_of(path)
        response.close()

    def _write_moved(self, path: str, location: str) -> None:
        place = self._places.led_to(location, path)
        if place is None:
            return
        self._moved[path] = place.path
        self._note(place.path)
        if path.endswith("/"):
            url = place.seen_from(path)
            self._save(path, MOVED.format(url=url, language=language_of(path)).encode())

    def _save(self, path: str, data: bytes) -> None:
        file = self._out / unquote(file_of(path))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
