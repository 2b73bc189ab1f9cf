"""How faults are told where a pull request is read: as the host's own marks, or as a comment; pure.

What stands in a file under review is somebody's words: nothing of it may become a command to the host, a
link, a mention or a heading.
"""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from itertools import groupby

from kb.content.field_words import called
from kb.contributions.publication import one_line
from kb.errors import Problem

MOST_TOLD = 50
LONGEST = 500
NONE = "**Kontrollen fandt ingen fejl i det, der er ændret.** En redaktør læser det nu igennem."
MEND = "Ret filen på den samme gren, så kontrolleres der igen af sig selv."
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#|~&:])")
Report = Callable[[Sequence[Problem], str], str]


def told(problem: Problem) -> str:
    """Tell one fault in the words of the one who fills in the field."""
    subject = called(problem.path, problem.field)
    sentence = f"{problem.message} {problem.hint}".strip()
    return one_line(f"{subject}: {sentence}" if subject else sentence, LONGEST)


def for_github(problems: Sequence[Problem], prefix: str) -> str:
    """Write GitHub's marks, which it shows beside the lines of a pull request."""
    return "\n".join(_mark(problem, prefix) for problem in problems)


def _mark(problem: Problem, prefix: str) -> str:
    where = f"file={_property(prefix + problem.path)},line={problem.line},title=kb check"
    return f"::error {where}::{_data(told(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def for_gitlab(problems: Sequence[Problem], prefix: str) -> str:
    """Write a report of code quality, which GitLab shows beside the lines of a merge request."""
    return json.dumps([_quality(problem, prefix) for problem in problems], ensure_ascii=False, indent=1)


def _quality(problem: Problem, prefix: str) -> dict[str, object]:
    name = "\0".join((problem.path, problem.field, problem.message, str(problem.line)))
    return {
        "description": told(problem),
        "check_name": "kb check",
        "fingerprint": hashlib.sha256(name.encode("utf-8", "replace")).hexdigest(),
        "severity": "major",
        "location": {"path": prefix + problem.path, "lines": {"begin": problem.line}},
    }


def for_comment(problems: Sequence[Problem], prefix: str) -> str:
    """Write a comment in Markdown: file by file, with the line, what is wrong, and the way out."""
    if not problems:
        return NONE
    count = len(problems)
    lines = [f"**Kontrollen fandt {count} fejl.** {MEND}"]
    for path, found in groupby(problems[:MOST_TOLD], key=lambda problem: problem.path):
        lines += ["", f"`{_code(prefix + path)}`", "", *(_item(problem) for problem in found)]
    if count > MOST_TOLD:
        lines += ["", f"Og {count - MOST_TOLD} til. De vises, når de første er rettet."]
    return "\n".join(lines)


def for_block(problems: Sequence[Problem], prefix: str) -> str:
    """Write the same as plain lines, to stand in a block where nothing is read as marks."""
    if not problems:
        return NONE.replace("*", "")
    shown = [
        f"{_code(prefix + problem.path)}, linje {problem.line}:\n  {_code(told(problem))}"
        for problem in problems[:MOST_TOLD]
    ]
    return "\n".join([f"Kontrollen fandt {len(problems)} fejl. {MEND}", *shown])


def _item(problem: Problem) -> str:
    return f"- Linje {problem.line}: {_plain(told(problem))}"


def _code(text: str) -> str:
    return one_line(text, LONGEST).replace("`", "'")


def _plain(text: str) -> str:
    """Write words that Markdown takes as words; an invisible sign keeps @ from calling anybody."""
    return MARKDOWN.sub(r"\\\1", text).replace("@", "@\u200b").replace("www.", "www\u200b.")


REPORTS: dict[str, Report] = {
    "github": for_github,
    "gitlab": for_gitlab,
    "markdown": for_comment,
    "text": for_block,
}
