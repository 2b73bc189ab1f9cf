"""The grades of the published content: what the site shows, and six solutions walked through by hand."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from kb.bank import KnowledgeBank
from kb.catalogue import Catalogue
from kb.grading.documentation import DocumentationGrade
from kb.grading.grades import grade
from kb.grading.proof import Proof, ProofGrade
from tests.published.conftest import DAY

D0, D1, D2, D3, D4 = DocumentationGrade
E0, E1, E2, E3, E4 = ProofGrade


def proof_of(catalogue: Catalogue, solution_id: str) -> Proof:
    return grade(catalogue, catalogue.solutions[solution_id], DAY)


def documented(proof: Proof) -> dict[str, DocumentationGrade]:
    return {one.ref.partition("/")[2]: one.documentation.grade for one in proof.reports}


def test_the_release_holds_what_the_records_give(catalogue: Catalogue, bank: KnowledgeBank) -> None:
    """Grading the files anew gives, for every solution and report, what the release shows."""
    release = bank.current
    for solution_id in catalogue.solutions:
        proof = proof_of(catalogue, solution_id)
        assert release.proof(solution_id) == proof
        for one in proof.reports:
            assert release.documentation(one.ref) == one.documentation


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_pages_say_the_grade(
    catalogue: Catalogue, client: FlaskClient, bank: KnowledgeBank, language: str
) -> None:
    """Every solution's page has its grade as a heading and marks that very step of the stairs."""
    for solution_id in catalogue.solutions:
        term = catalogue.term("grade", bank.current.proof(solution_id).grade.value.lower())
        assert term is not None
        word = term.en if language else term.da
        html = client.get(f"{language}/loesninger/{solution_id}/").get_data(as_text=True)
        step = re.search(r'aria-current="step"><span><b>(.*?)</b>', html)
        assert step is not None
        assert unescape(step[1]) == word
        assert f'<h2 id="h-grad">{word}</h2>' in unescape(html)


def test_digital_training_is_proven(catalogue: Catalogue) -> None:
    """Kerteminde and Aarhus each measured less granted time, in projects of their own: E3.

    Viborg's figures come from the supplier, so they count for nothing; Hjørring and Herlev have no result.
    Neither was compared with anybody, so it stops short of E4.
    """
    proof = proof_of(catalogue, "digital-hjemmetraening-hjemmepleje")
    assert (proof.grade, proof.measure, proof.positive, proof.contrary) == (E3, "visiteret-tid", 2, 0)
    assert documented(proof) == {
        "2016-hjoerring": D1, "2016-viborg": D1, "2021-kerteminde": D2, "2023-herlev": D1, "udateret-aarhus": D2,
    }  # fmt: skip


def test_knee_and_hip_training_is_measured_in_one_place(catalogue: Catalogue) -> None:
    """A randomised trial is D4, yet its municipalities stand together as one place, so it is E2.

    It found no difference in function, which is success here: no worse than training in a group.
    """
    proof = proof_of(catalogue, "digital-genoptraening-knae-hofte")
    assert (proof.grade, proof.measure) == (E2, "funktion")
    assert documented(proof)["udateret-icura"] is D4


def test_telemedicine_for_copd_is_measured_and_mixed(catalogue: Catalogue) -> None:
    """TeleCare Nord was compared with others and cut admissions, while offering it to all cost more: E2.

    Its verdict is mixed; the measured success on what it is for makes it count.
    """
    proof = proof_of(catalogue, "telemedicin-kol")
    assert (proof.grade, proof.measure) == (E2, "indlaeggelser")
    assert documented(proof)["2012-telecare-nord"] is D3


def test_screen_visits_worked_in_one_place(catalogue: Catalogue) -> None:
    """Viborg's and Vejle's visits are reach, and no effect is measured with method: E1.

    Odsherred fell far short of its agreement; that is said beside the grade and changes nothing.
    """
    proof = proof_of(catalogue, "skaermbesoeg-hjemmepleje-sygepleje")
    assert (proof.grade, proof.positive) == (E1, 0)
    assert proof.contrary_described == ("skaermbesoeg-hjemmepleje-sygepleje/2017-odsherred",)
    assert documented(proof)["2019-odense"] is D0


def test_wash_toilets_are_measured_in_aarhus(catalogue: Catalogue) -> None:
    """Aarhus measured less granted time among 30 of 276; København stopped without having measured: E2."""
    proof = proof_of(catalogue, "vasketoiletter")
    assert (proof.grade, proof.measure, proof.contrary) == (E2, "visiteret-tid", 0)
    assert proof.contrary_described == ("vasketoiletter/udateret-koebenhavn",)


def test_virtual_support_is_tried_by_many_without_a_clear_result(catalogue: Catalogue) -> None:
    """Six reports and over twenty municipalities, none with a positive verdict or a measured effect: E0."""
    proof = proof_of(catalogue, "virtuel-bostoette")
    assert (proof.grade, proof.is_tried_in_vain) == (E0, True)
    assert all(one.not_counted for one in proof.reports)
