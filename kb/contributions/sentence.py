"""A sentence for people of either language: the marked Danish words, and the facts in them; pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.accounts.refused import Refused


@dataclass(frozen=True)
class Sentence:
    """Words of ours with `%(name)s` where a fact stands; who shows it translates the words first."""

    words: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.in_words(self.words)

    def in_words(self, translated: str) -> str:
        """Put the facts into the words of a language."""
        return translated % self.facts if self.facts else translated


def sentence_of(error: Refused) -> Sentence:
    """Take the sentence of a refusal, to be told later."""
    return Sentence(error.sentence, {name: str(fact) for name, fact in error.facts.items()})


def write_sentence(sentence: Sentence | None) -> str:
    """Write a sentence as a text to keep; nothing is an empty text."""
    return json.dumps({"words": sentence.words, "facts": dict(sentence.facts)}) if sentence else ""


def read_sentence(text: str) -> Sentence | None:
    """Read a sentence that was kept; one kept as plain words has no facts."""
    if not text.startswith("{"):
        return Sentence(text) if text else None
    kept = json.loads(text)
    return Sentence(kept["words"], kept["facts"])
