"""Which words say nothing about what a text is about, in Danish and in English."""

from kb.search.letters import fold

DANISH = """
ad af alle alt at blev blive bliver da de dem den denne der deres det dette dig din disse dog du
efter eller en end er et for fordi fra få før ham han hans har have havde her hos hun hvad hvem
hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i ikke ind ja jeg jer jeres jo kan kun
kunne man mange med meget men mens mere mig min mit mod må nej når noget nogen nogle nu og også om op
os over på samt selv sig sin sit sine skal skulle som så sådan til ud under var ved vi vil ville vores
være været
"""

# Neither "it" nor "is": in a Danish text they are information technology and ice.
ENGLISH = "a an and are as by from in of on or the this that to with"

# Written with plain letters, so that "foer" goes the way of "før".
STOP_WORDS = frozenset(map(fold, f"{DANISH} {ENGLISH}".split()))
