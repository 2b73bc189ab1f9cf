"""The project's own files, for the tests that look at them."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CODE, TESTS, DOCS = ROOT / "kb", ROOT / "tests", ROOT / "docs"
OPERATIONS = DOCS / "operations.md"
ARCHITECTURE = DOCS / "architecture.md"


@cache
def project_files() -> tuple[Path, ...]:
    """List the files that git tracks, and new ones that it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    paths = (ROOT / name for name in sorted({*listed.split("\0")} - {""}))
    return tuple(path for path in paths if path.is_file())


def modules() -> list[Path]:
    """List the modules of the package."""
    return sorted(path for path in CODE.rglob("*.py") if "__pycache__" not in path.parts)


def pages() -> list[Path]:
    """List the project's written pages, the README first."""
    return [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]


def functions_in(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """List the functions and methods of a module."""
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@cache
def pyproject() -> dict[str, Any]:
    """Read the project's own description."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def shown(path: Path) -> str:
    """Write a path as seen from the project's folder."""
    return path.relative_to(ROOT).as_posix()


def table_rows(page: Path) -> dict[str, str]:
    """List the table rows of a page by the first thing written as code in each."""
    rows = (line for line in page.read_text("utf-8").splitlines() if line.startswith("| `"))
    return {row.split("`")[1]: row for row in rows}
