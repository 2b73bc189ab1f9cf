"""Danish letters: written plainly, and put in order."""

from kb.search.letters import alphabetical, fold


def test_the_danish_letters_come_last() -> None:
    """Names sort as in a Danish dictionary: z before æ, ø and å, and aa is å."""
    names = ["Aarhus", "Zealand", "Østerby", "Ærø", "Aabenraa", "Odense", "Årslev", "billund", "Énø"]

    in_order = sorted(names, key=alphabetical)

    assert in_order == [
        "billund",
        "Énø",
        "Odense",
        "Zealand",
        "Ærø",
        "Østerby",
        "Aabenraa",
        "Aarhus",
        "Årslev",
    ]


def test_accents_and_foreign_letters_are_written_plainly() -> None:
    """A reader may leave accents out."""
    assert [fold(word) for word in ("Idé", "Malmö", "Ærø", "SØ", "Åse")] == [
        "ide",
        "malmoe",
        "aeroe",
        "soe",
        "aase",
    ]
