"""Which word stands for a stage, a kind of figure or a qualifier: in small letters, as in a sentence."""

from kb.records.course import Stage
from kb.records.marks import N_
from kb.records.outcome import Art, Qualifier
from kb.web.i18n import gettext

STAGES = {
    Stage.UNKNOWN: N_("ukendt"),
    Stage.PLANNED: N_("planlagt"),
    Stage.TRYING: N_("afprøver"),
    Stage.INTRODUCING: N_("indfører"),
    Stage.RUNNING: N_("i drift"),
    Stage.WIDESPREAD: N_("udbredt"),
    Stage.ENDED: N_("afsluttet"),
    Stage.STOPPED: N_("stoppet"),
}
ARTS = {
    Art.MEASURED: N_("målt"),
    Art.COUNTED: N_("opgjort"),
    Art.EXPERIENCED: N_("oplevet"),
    Art.ESTIMATED: N_("estimeret"),
    Art.SIMULATED: N_("simuleret"),
    Art.EXPECTED: N_("forventet"),
    Art.UNKNOWN: N_("art ikke oplyst"),
}
QUALIFIERS = {
    Qualifier.ABOUT: N_("ca. %(number)s"),
    Qualifier.NEARLY: N_("knap %(number)s"),
    Qualifier.UNDER: N_("under %(number)s"),
    Qualifier.OVER: N_("over %(number)s"),
    Qualifier.AT_LEAST: N_("mindst %(number)s"),
    Qualifier.AT_MOST: N_("højst %(number)s"),
}


def stage_word(stage: Stage) -> str:
    """Name a stage in the language of the page."""
    return gettext(STAGES[stage])


def art_word(art: Art) -> str:
    """Name a kind of figure in the language of the page."""
    return gettext(ARTS[art])


def qualified(number: str, qualifier: Qualifier | None) -> str:
    """Put the source's own reservation before a number."""
    return gettext(QUALIFIERS[qualifier], number=number) if qualifier else number
