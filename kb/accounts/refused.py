"""What a person is told when something is refused: one Danish sentence that can be translated."""

from typing import Any

from kb.errors import KnowledgeBankError


class Refused(KnowledgeBankError):
    """Say why, in a marked sentence with its facts; `field` is the field at fault, if one is.

    `retry_after` is in seconds, and 0 when waiting does not help.
    """

    def __init__(self, sentence: str, *, field: str = "", retry_after: int = 0, **facts: Any) -> None:
        self.sentence, self.field, self.retry_after, self.facts = sentence, field, retry_after, facts
        super().__init__(sentence % facts if facts else sentence)
