"""The bank as the site sees it: the current release, changed for a new one without dropping a request."""

from collections.abc import Callable
from threading import Lock

from kb.config import Config
from kb.errors import IndexUnavailable, ReleaseError
from kb.events import note_event
from kb.release.day import today
from kb.release.opening import Release, open_release, read_without_release
from kb.release.requests import BuildRequests, start_builder
from kb.release.store import Store
from kb.search.query import SearchQuery
from kb.search.results import SearchResults

PointerState = tuple[int, int] | None


class KnowledgeBank:
    """Give the current release and search it; safe to use from many threads."""

    def __init__(self, config: Config, clock: Callable[[], str] = today) -> None:
        self.config = config
        self.clock = clock
        self._store = Store(config.index_dir)
        self._opening = Lock()
        self._release: Release | None = None
        self._state: PointerState = None

    @property
    def current(self) -> Release:
        """Return the current release; the thread that sees a new one opens it, the others go on."""
        release, state = self._release, self._store.pointer_state()
        if release is not None and state == self._state:
            return release
        if self._opening.acquire(blocking=release is None):
            try:
                release = self._renew(state)
            finally:
                self._opening.release()
        if release is None:
            raise ReleaseError("Banken er ved at åbne. Prøv igen om lidt.")
        return release

    def search(self, query: SearchQuery, language: str = "da") -> SearchResults:
        """Search the current release; if its files went away meanwhile, open the new one and repeat once."""
        release = self.current
        results = release.engine.search(query, language)
        if results.is_degraded and not release.is_damaged and self._store.pointer_state() != self._state:
            return self.current.engine.search(query, language)
        return results

    def request_build(self) -> None:
        """Have a release made of the content as it is now; all who ask while one is made share the next."""
        requests = BuildRequests(self.config.index_dir)
        requests.ask()
        if not requests.is_answered:
            start_builder(self.config)

    def _renew(self, state: PointerState) -> Release:
        if self._release is None or state != self._state:
            self._release = self._open()
            self._state = state
        return self._release

    def _open(self) -> Release:
        release_id = self._store.current_id()
        try:
            if release_id is None:
                raise ReleaseError("Der er ingen udgivelse endnu. Kør: kb build")
            return open_release(self._store, release_id)
        except (ReleaseError, IndexUnavailable) as error:
            note_event("release_unavailable", release=release_id, reason=str(error))
            return self._release or read_without_release(self.config, self.clock())
