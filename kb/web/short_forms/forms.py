"""Which short forms there are: what each asks, and what it says above its fields."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.contributions import calls, closing, decided, remarks, vouching
from kb.contributions.plain_fields import PlainField
from kb.contributions.submission import Kind
from kb.records.base import RecordSchema
from kb.records.marks import N_

MUNICIPALITY = PlainField("municipality", N_("Hvilken kommune?"))


@dataclass(frozen=True)
class ShortForm:
    """A form of few fields: its word in the address, what it becomes, and its own words."""

    word: str
    kind: Kind
    schema: RecordSchema
    fields: tuple[PlainField, ...]
    title: str
    lead: str
    where_from: str

    def asked_of(self, municipality: str) -> tuple[PlainField, ...]:
        """List what is asked of somebody; only who has no municipality is asked for one."""
        needs_one = self.kind in (Kind.CALL, Kind.DECISION) and not municipality
        return (MUNICIPALITY, *self.fields) if needs_one else self.fields


CALL = ShortForm(
    "efterlysning",
    Kind.CALL,
    calls.SCHEMA,
    calls.FIELDS,
    N_("Efterlys en erfaring"),
    N_("Fortæl de andre kommuner, hvad I søger. Efterlysningen bliver synlig, når en redaktør har læst den."),
    "",
)
CLOSING = ShortForm(
    "luk-efterlysning",
    Kind.CLOSING,
    closing.SCHEMA,
    closing.FIELDS,
    N_("Luk jeres efterlysning"),
    N_("Så skriver ingen forgæves til jer. Siden bliver stående, så andre kan se, hvad der kom ud af den."),
    N_("Find jeres efterlysning, og vælg »Luk den« nederst på dens side."),
)
QUESTION = ShortForm(
    "spoergsmaal",
    Kind.QUESTION,
    remarks.SCHEMA,
    remarks.QUESTION_FIELDS,
    N_("Stil et spørgsmål til tallet"),
    N_("Er noget uklart, eller passer tallet ikke med det, I selv ser? Kommunen bag tallet får besked."),
    N_("Find tallet på løsningens side, og vælg »Spørg til tallet« ved det."),
)
ANSWER = ShortForm(
    "svar",
    Kind.ANSWER,
    remarks.SCHEMA,
    remarks.ANSWER_FIELDS,
    N_("Svar på spørgsmålet"),
    N_("Svaret bliver synligt ved tallet, når en redaktør har læst det."),
    N_("Find spørgsmålet på løsningens side, og vælg »Svar« ved det. Måske er det allerede besvaret."),
)
DECISION = ShortForm(
    "beslutning",
    Kind.DECISION,
    decided.SCHEMA,
    decided.FIELDS,
    N_("Vi har besluttet på dette grundlag"),
    N_("Så kan andre kommuner se, hvem de kan spørge. Et nej er lige så nyttigt som et ja."),
    N_("Find løsningen, og vælg »Vi har besluttet på dette grundlag« på dens side."),
)
CONFIRMATION = ShortForm(
    "bekraeftelse",
    Kind.CONFIRMATION,
    vouching.SCHEMA,
    vouching.FIELDS,
    N_("Bekræft jeres erfaring"),
    N_("Så ved andre kommuner, at det stadig passer. I bliver spurgt igen om to år."),
    N_("Find jeres erfaring i banken, og vælg »Bekræft« nederst på dens side."),
)
WITHDRAWAL = ShortForm(
    "tilbagetraekning",
    Kind.WITHDRAWAL,
    vouching.WITHDRAWAL_SCHEMA,
    vouching.WITHDRAWAL_FIELDS,
    N_("Træk jeres erfaring tilbage"),
    N_("Siden bliver stående med begrundelsen øverst, men erfaringen tæller ikke længere med nogen steder."),
    N_("Find jeres erfaring i banken, og vælg »Træk tilbage« nederst på dens side."),
)
ALL = (CALL, CLOSING, QUESTION, ANSWER, DECISION, CONFIRMATION, WITHDRAWAL)
FORMS: Mapping[str, ShortForm] = {form.word: form for form in ALL}
FORM_OF: Mapping[Kind, ShortForm] = {form.kind: form for form in FORMS.values()}
