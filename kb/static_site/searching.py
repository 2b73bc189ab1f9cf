"""The index that a browser searches in without a server; Pagefind makes it."""

import asyncio
import json
from collections.abc import Iterable
from pathlib import Path

# The folder that assets/js/find.js reads, and what Pagefind puts there that we do not use.
FOLDER = "pagefind"
UNUSED = "*ui*"


def index_pages(folder: Path, files: Iterable[str]) -> bool:
    """Write the index of some pages of a copy; tell whether Pagefind is there to do it."""
    try:
        import pagefind.index  # noqa: F401
    except ModuleNotFoundError:
        return False
    asyncio.run(_index(folder, files))
    for path in (folder / FOLDER).glob(UNUSED):
        path.unlink()
    _put_in_order(folder / FOLDER / "pagefind-entry.json")
    return True


def _put_in_order(entry: Path) -> None:
    """Write the list of languages in the same order each time; Pagefind takes them as they come."""
    said = json.loads(entry.read_text(encoding="utf-8"))
    entry.write_text(json.dumps(said, ensure_ascii=False, sort_keys=True), encoding="utf-8")


async def _index(folder: Path, files: Iterable[str]) -> None:
    from pagefind.index import IndexConfig, PagefindIndex

    config = IndexConfig(root_selector="main", keep_index_url=True, output_path=str(folder / FOLDER))
    async with PagefindIndex(config=config) as index:
        for file in files:
            await index.add_html_file(content=(folder / file).read_text(encoding="utf-8"), url=f"/{file}")
