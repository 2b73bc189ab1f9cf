"""That the repository holds what belongs in it, and says the same of itself everywhere."""

import re

import yaml

from tests.project.checkout import ROOT, project_files, pyproject, shown

LARGEST_FILE = 400_000
HEADINGS = ["Added", "Changed", "Fixed", "Removed", "Security", "Content format"]
FOLDERS = ("work", "root", "home", "Users", "tmp")
MACHINE_PATH = re.compile(rf"(?<![\w./:-])/(?:{'|'.join(FOLDERS)})/\w")
# Kept backwards, so that this file does not hold what it looks for.
REGISTRY_HOSTS = [
    host[::-1] for host in ("gro.sjmpn", "gro.detsohnohtyp", "gro.ipyp", "moc.gkpnray", "oi.setarc")
]


def text_of(path):
    """Read a file as text; bytes that are no text are dropped."""
    return path.read_bytes().decode("utf-8", "ignore")


def test_no_file_names_a_folder_of_one_machine():
    """A path in the repository is right on every machine."""
    assert [shown(path) for path in project_files() if MACHINE_PATH.search(text_of(path))] == []


def test_no_file_names_where_packages_come_from():
    """Whoever installs decides which registry to fetch from."""
    found = [
        (shown(path), host) for path in project_files() for host in REGISTRY_HOSTS if host in text_of(path)
    ]

    assert found == []


def test_no_file_is_large():
    """The repository stays quick to fetch."""
    assert [shown(path) for path in project_files() if path.stat().st_size > LARGEST_FILE] == []


def test_the_changelog_has_its_headings():
    """An editor finds under Content format what must be changed in the files."""
    changelog = text_of(ROOT / "CHANGELOG.md")
    unreleased = changelog.partition("## [Unreleased]")[2].partition("\n## ")[0]

    assert re.findall(r"^### (.+)$", unreleased, re.MULTILINE) == HEADINGS


def test_the_version_is_the_same_everywhere():
    """The package, publiccode.yml and the changelog name the same version."""
    version = pyproject()["project"]["version"]
    publiccode = yaml.safe_load(text_of(ROOT / "publiccode.yml"))
    released = re.findall(r"^## \[(\d[^\]]*)\]", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert publiccode["softwareVersion"] == version
    assert released[:1] in ([], [version])
    assert version in text_of(ROOT / "CHANGELOG.md")


def test_the_readme_is_what_the_package_shows():
    """The package carries the README as its description."""
    assert pyproject()["project"]["readme"] == "README.md"
