"""Which compounds are taken apart anew."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.compounds import Compounds
from kb.search.danish import term_of
from kb.search.splits import splits_of, touched

PIECES = (
    "hjem",
    "pleje",
    "skærm",
    "besøg",
    "dør",
    "ble",
    "lys",
    "app",
    "sygdom",
    "s",
    "e",
    "er",
    "løst",
    "tt",
)
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join).map(term_of)
lexicons = st.dictionaries(words, st.integers(1, 40), max_size=30)


@given(lexicons, lexicons)
def test_a_split_that_changes_is_found_by_the_words_that_changed(
    before: dict[str, int], after: dict[str, int]
) -> None:
    """No term outside those that are looked at again is taken apart in another way than before."""
    old, new = Compounds(before), Compounds(after)
    changed = {term for term in before.keys() | after.keys() if before.get(term) != after.get(term)}
    terms = [term for term in after if term in before]

    moved = {term for term in terms if old.parts_of(term) != new.parts_of(term)}

    assert moved <= set(touched(terms, changed))


@given(lexicons, st.dictionaries(words, st.integers(1, 40), max_size=2))
def test_splits_that_carry_over_are_those_made_anew(before: dict[str, int], changed: dict[str, int]) -> None:
    """With the older splits at hand every term is taken apart as without them."""
    after = {**before, **changed}
    older = {term: Compounds(before).parts_of(term) for term in before}

    anew = splits_of(list(after), after, [term for term in changed if before.get(term) != after[term]])

    assert {**older, **anew} == {term: Compounds(after).parts_of(term) for term in after}
