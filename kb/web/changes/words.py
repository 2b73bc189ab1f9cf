"""In which words a change of a grade is told: one sentence, whose first words are the solution's title."""

from collections import Counter
from collections.abc import Iterable, Sequence

from kb.adoption import places_of
from kb.grading.changes import Cause, Change
from kb.grading.proof import ProofGrade
from kb.history.days import Reach
from kb.records.marks import N_
from kb.release.events import EventLog
from kb.web.changes.told import Told
from kb.web.formats import format_list
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.grade_words import DOCUMENTATION, proof_word
from kb.web.texts import Text, names_of, report_title, title_of, who_of
from kb.web.voice import Voice

BEGINS = {
    Reach.WHOLE: N_("Listen går tilbage til %(date)s, den første dag i indholdets historie."),
    Reach.CUT: N_("Listen begynder %(date)s. Den ældre historie er ikke læst."),
    Reach.SHALLOW: N_(
        "Listen begynder %(date)s. Banken er bygget af en kopi uden den ældre historie, så hvad der skete "
        "før, kan vi ikke se her."
    ),
    Reach.NONE: N_(
        "Listen begynder %(date)s, da banken blev bygget her. Indholdet har ingen historie med, så hvad der "
        "skete før, kan vi ikke se her."
    ),
    Reach.FAILED: N_(
        "Listen begynder %(date)s. Den ældre historie kunne ikke læses, så hvad der skete før, kan vi ikke "
        "se her."
    ),
}
PROOF = {grade.value: grade for grade in ProofGrade}
DOCUMENTED = {grade.value: words for grade, words in DOCUMENTATION.items()}
MISSING = N_("Listen kan ikke vises lige nu. Banken viser sit indhold, men ikke hvordan det har ændret sig.")
WHY = {
    Cause.CHANGED_BASIS: N_("fordi oplysninger, som graden bygger på, blev rettet"),
    Cause.RULE: N_("fordi reglerne for grader blev ændret"),
    Cause.DATE: N_("fordi der er gået over fire år, siden nogen sagde god for den"),
}


def tell_beginning(log: EventLog, voice: Voice) -> tuple[str, ...]:
    """Say from when changes are listed, and how."""
    heading = log.heading
    if not heading.begins:
        return (gettext(MISSING),)
    sentences = [gettext(BEGINS[heading.reach], date=voice.date(heading.begins))]
    if heading.noted_since > heading.begins:
        sentence = N_(
            "Dagene før %(date)s er regnet ud bagefter af indholdets historie, efter de regler for grader, "
            "der gjaldt den dag."
        )
        sentences.append(gettext(sentence, date=voice.date(heading.noted_since)))
    if log.is_cut:
        sentences.append(gettext("De ældste ændringer er udeladt her."))
    return tuple(sentences)


def title_of_solution(solution_id: str, voice: Voice) -> Text:
    """Name a solution; one that is no longer in the bank goes by its id."""
    solution = voice.catalogue.solutions.get(solution_id)
    return title_of(solution, voice.language) if solution else Text(solution_id)


def tell(told: Told, voice: Voice) -> str:
    """Say what happened, as it goes on after the solution's title; several are told without one."""
    if told.others:
        return tell_joined(told.all, voice)
    return tell_report(told.change, voice) if told.change.report else tell_solution(told.change, voice)


def tell_joined(changes: tuple[Change, ...], voice: Voice) -> str:
    """Say how many solutions joined, and on which grades."""
    number, grades = len(changes), count_grades(changes, voice)
    if changes[0].cause is Cause.BEGINNING:
        sentence = N_("%(num)s løsninger var i banken i forvejen: %(grades)s.")
    else:
        sentence = N_("%(num)s løsninger kom med i banken: %(grades)s.")
    return gettext(sentence, num=number, grades=grades)


def count_grades(changes: Iterable[Change], voice: Voice) -> str:
    """Count solutions by the grade they came to, the highest first."""
    counts = Counter(change.after for change in changes if change.after)
    return format_list(
        [
            gettext("%(num)s på %(grade)s", num=counts[grade], grade=grade_word(grade, voice))
            for grade in sorted(counts, reverse=True)
        ],
        voice.language,
    )


def tell_solution(change: Change, voice: Voice) -> str:
    """Say how the grade of a solution changed."""
    before, after = grade_word(change.before, voice), grade_word(change.after, voice)
    if change.cause is Cause.BEGINNING:
        return gettext("var i banken i forvejen på trinnet %(grade)s.", grade=after)
    if change.before is None:
        return tell_new_solution(change, after)
    if change.after is None:
        return gettext("er trukket tilbage. Den stod på %(grade)s.", grade=before)
    sentence = N_("gik fra %(before)s til %(after)s, %(why)s.")
    return gettext(sentence, before=before, after=after, why=why(change, voice))


def tell_new_solution(change: Change, grade: str) -> str:
    """Say that a solution joined, and with how many reports."""
    if not change.refs:
        return gettext("kom med i banken på trinnet %(grade)s, endnu uden erfaringer.", grade=grade)
    return ngettext(
        "kom med i banken på trinnet %(grade)s, med %(num)s erfaring.",
        "kom med i banken på trinnet %(grade)s, med %(num)s erfaringer.",
        len(change.refs),
        grade=grade,
    )


def tell_report(change: Change, voice: Voice) -> str:
    """Say how the grade of a report changed."""
    who = who_reported(change.refs, voice)
    before, after = grade_word(change.before, voice), grade_word(change.after, voice)
    if change.cause is Cause.BEGINNING or change.before is None:
        return gettext("fik en ny erfaring fra %(who)s. Dokumentation: %(grade)s.", who=who, grade=after)
    if change.after is None:
        return gettext("har ikke længere erfaringen fra %(who)s med.", who=who)
    sentence = N_(
        "har en erfaring fra %(who)s, hvis dokumentation gik fra %(before)s til %(after)s, %(why)s."
    )
    return gettext(sentence, who=who, before=before, after=after, why=why(change, voice))


def why(change: Change, voice: Voice) -> str:
    """Say why a grade changed."""
    if change.cause in WHY:
        return gettext(WHY[change.cause])
    if change.report:
        return gettext("fordi den blev rettet eller udbygget")
    who, number = who_reported(change.refs, voice), len(change.refs)
    if change.cause is Cause.NEW_REPORT:
        return why_new_report(change, who)
    if change.cause is Cause.WITHDRAWN:
        return ngettext(
            "fordi erfaringen fra %(who)s ikke længere er med",
            "fordi erfaringerne fra %(who)s ikke længere er med",
            number,
            who=who,
        )
    return ngettext(
        "fordi erfaringen fra %(who)s blev rettet eller udbygget",
        "fordi erfaringerne fra %(who)s blev rettet eller udbygget",
        number,
        who=who,
    )


def why_new_report(change: Change, who: str) -> str:
    """Say what new reports told; what it takes to reach a grade is what they must have told."""
    if (change.after or "") < (change.before or ""):
        return ngettext(
            "fordi en ny erfaring fra %(who)s peger den anden vej",
            "fordi nye erfaringer fra %(who)s peger den anden vej",
            len(change.refs),
            who=who,
        )
    if change.after == ProofGrade.E1:
        return gettext("fordi %(who)s beskrev, at det gik den rigtige vej", who=who)
    if change.after in (ProofGrade.E2, ProofGrade.E3):
        return gettext("fordi %(who)s målte, at det gik den rigtige vej", who=who)
    return ngettext(
        "fordi der kom en ny erfaring fra %(who)s",
        "fordi der kom nye erfaringer fra %(who)s",
        len(change.refs),
        who=who,
    )


def who_reported(refs: Sequence[str], voice: Voice) -> str:
    """Name those whose reports caused a change, all in one list."""
    if len(refs) == 1:
        return who_of_ref(refs[0], voice)
    reports = [*filter(None, map(voice.catalogue.report, refs))]
    places = dict.fromkeys(voice.place(place) for report in reports for place in places_of(report))
    unnamed = sum(report.unnamed_municipalities or 0 for report in reports)
    named = names_of([*places], unnamed, voice.language)
    return named or format_list([who_of_ref(ref, voice) for ref in refs], voice.language)


def who_of_ref(ref: str, voice: Voice) -> str:
    """Name those who have the experience of one report; one that is gone goes by its id."""
    report = voice.catalogue.report(ref)
    if report is None:
        return ref.partition("/")[2]
    who = who_of(voice.catalogue, report, voice.language)
    return who or report_title(voice.catalogue, report, voice.language).text


def grade_word(grade: str | None, voice: Voice) -> str:
    """Name a grade of either kind."""
    if grade in PROOF:
        return proof_word(PROOF[grade], voice)
    return gettext(DOCUMENTED[grade]) if grade in DOCUMENTED else grade or ""
