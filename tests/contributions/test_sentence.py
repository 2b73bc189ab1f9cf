"""A sentence that was kept is the same sentence, in either language."""

from hypothesis import given
from hypothesis import strategies as st

from kb.contributions.publication import NotPublished
from kb.contributions.sentence import Sentence, read_sentence, sentence_of, write_sentence

FACTS = st.dictionaries(st.sampled_from(["path", "reason"]), st.text() | st.integers())


@given(FACTS)
def test_a_sentence_is_read_as_it_was_written(facts):
    """Writing and reading are inverse, whatever stands in the facts."""
    sentence = Sentence("Filen %(path)s: %(reason)s.", facts)

    assert read_sentence(write_sentence(sentence)) == sentence


def test_nothing_is_nothing():
    """No sentence is kept as an empty text, and read as none."""
    assert write_sentence(None) == ""
    assert read_sentence("") is None


def test_plain_words_are_told_as_they_stand():
    """A reason that was kept before sentences were, is still told."""
    assert str(read_sentence("Git er 100 % optaget.")) == "Git er 100 % optaget."


def test_a_refusal_is_told_in_another_language():
    """The facts of a refusal follow its words into the translation."""
    sentence = sentence_of(NotPublished("Filen %(path)s er væk.", path="a.yaml"))

    assert str(sentence) == "Filen a.yaml er væk."
    assert sentence.in_words("The file %(path)s is gone.") == "The file a.yaml is gone."
