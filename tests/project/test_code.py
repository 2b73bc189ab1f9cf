"""That the code keeps the house style where it can be measured."""

import ast
from statistics import median

import pytest

from kb.records.course import Stage
from tests.project.checkout import CODE, ROOT, TESTS, functions_in, modules, pyproject, shown

LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION = 300, 50, 12
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def length_of(function):
    """Count the lines of a function, its docstring included and its decorators not."""
    return function.end_lineno - function.lineno + 1


def test_no_file_is_long():
    """A file of the package can be read in one sitting."""
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in modules()}

    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_long():
    """A function fits on a screen."""
    long = [
        f"{shown(path)}:{function.name}"
        for path in modules()
        for function in functions_in(path)
        if length_of(function) > LONGEST_FUNCTION
    ]

    assert long == []


def test_most_functions_are_short():
    """The function in the middle is a dozen lines at most."""
    lengths = [length_of(function) for path in modules() for function in functions_in(path)]

    assert median(lengths) <= MEDIAN_FUNCTION


def test_every_module_is_named_after_its_subject():
    """No module is named after what kind of code it holds."""
    names = {part for path in modules() for part in (path.stem, path.parent.name)}

    assert names & SAYS_NOTHING == set()


def test_every_module_says_which_question_it_answers():
    """Every module begins with a docstring."""
    silent = [shown(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]

    assert silent == []


def test_an_init_file_holds_a_docstring_only():
    """What a package offers is imported from where it is written."""
    statements = {
        shown(path): len(ast.parse(path.read_text("utf-8")).body) for path in CODE.rglob("__init__.py")
    }

    assert {path: count for path, count in statements.items() if count != 1} == {}


def test_every_test_says_what_is_true():
    """A test that fails tells in one sentence what no longer holds."""
    silent = [
        f"{shown(path)}:{function.name}"
        for path in sorted(TESTS.rglob("test_*.py"))
        for function in functions_in(path)
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]

    assert silent == []


def test_every_template_is_used():
    """No template lies unused: each is named by a view or by another template."""
    folder = CODE / "web" / "templates"
    templates = sorted(folder.rglob("*.html"))
    texts = [path.read_text("utf-8") for path in (*modules(), *templates)]
    names = [path.relative_to(folder).as_posix() for path in templates]

    assert [name for name in names if not any(f'"{name}"' in text for text in texts)] == []


def test_the_stage_vocabulary_is_the_stages_that_the_rules_know():
    """The words for stages are content; which stages there are is code, and the two agree."""
    yaml = pytest.importorskip("yaml")
    vocabulary = yaml.safe_load((ROOT / "content" / "vocabularies" / "stage.yaml").read_text("utf-8"))

    assert {term["id"] for term in vocabulary["terms"]} == {stage.value for stage in Stage}


def test_every_dependency_is_imported():
    """The package asks for nothing that it does not use."""
    import_names = {"argon2-cffi": "argon2", "pyyaml": "yaml"}
    required = [item.split(">")[0].split("=")[0].lower() for item in pyproject()["project"]["dependencies"]]
    tools = {"babel"}  # compiles the translations when the site is set up
    text = "\n".join(path.read_text("utf-8") for path in modules())

    names = (import_names.get(name, name) for name in required if name not in tools)
    assert [name for name in names if f"import {name}" not in text and f"from {name}" not in text] == []
