"""The index that a browser searches in without a server; Pagefind makes it."""

import asyncio
import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kb.errors import KnowledgeBankError

# The folder that assets/js/find.js reads, and what Pagefind puts there that we do not use.
FOLDER = "pagefind"
UNUSED = "*ui*"
# How many times, and with how many seconds between, the files of the index are looked at.
LOOKS, PAUSE = 200, 0.1


def index_pages(folder: Path, files: Iterable[str]) -> bool:
    """Write the index of some pages of a copy; tell whether Pagefind is there to do it."""
    try:
        import pagefind.index  # noqa: F401
    except ModuleNotFoundError:
        return False
    # In a thread of its own: the caller's may have an event loop that runs.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(_index(folder, files))).result()
    for path in (folder / FOLDER).glob(UNUSED):
        path.unlink()
    _put_in_order(folder / FOLDER / "pagefind-entry.json")
    return True


def _put_in_order(entry: Path) -> None:
    """Write the list of languages in the same order each time; Pagefind takes them as they come."""
    said = json.loads(entry.read_text(encoding="utf-8"))
    entry.write_text(json.dumps(said, ensure_ascii=False, sort_keys=True), encoding="utf-8")


async def _index(folder: Path, files: Iterable[str]) -> None:
    from pagefind.index import IndexConfig
    from pagefind.service import PagefindService

    config = IndexConfig(root_selector="main", keep_index_url=True, output_path=str(folder / FOLDER))
    async with PagefindService() as service:
        index = await service.create_index(config)
        for file in files:
            await index.add_html_file(content=(folder / file).read_text(encoding="utf-8"), url=f"/{file}")
        await index.write_files()
        # Pagefind answers before its last files are on the disk, and is ended when the service is.
        await wait_until_written(folder / FOLDER)


async def wait_until_written(folder: Path) -> None:
    """Wait until no file is empty and none grows; raise KnowledgeBankError where that does not come."""
    before: dict[Path, int] = {}
    for _ in range(LOOKS):
        sizes = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
        if sizes and sizes == before and all(sizes.values()):
            return
        before = sizes
        await asyncio.sleep(PAUSE)
    raise KnowledgeBankError("Kopiens søgeindeks blev ikke skrevet færdigt. Er disken fuld?")
