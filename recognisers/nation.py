"""What belongs to one nation of the United Kingdom: its bodies, laws, school stages and number ranges."""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult

from recognisers.phrases import PhraseRecogniser, phrases

_WALES = phrases(
    r"Estyn",
    r"Cafcass Cymru",
    r"Social Care Wales",
    r"Care Inspectorate Wales",
    r"CIW",
    r"CSSIW",
    r"Healthcare Inspectorate Wales",
    r"HIW",
    r"Welsh (?:Government|Assembly|Baccalaureate|Language Act|Ambulance Service|"
    r"Language Standards)",
    r"Llywodraeth Cymru",
    r"Senedd(?: Cymru)?",
    r"Social Services and Well-?being \(Wales\) Act(?: 2014)?",
    r"SSWBA",
    r"Wales Safeguarding Procedures",
    r"All Wales (?:Child Protection )?Procedures",
    r"Additional Learning "
    r"Needs(?: Code| and Education Tribunal)?",
    r"ALNCo",
    r"ALN (?:register|Co-?ordinator|Code|Tribunal|provision)",
    r"Individual Development Plans?",
    r"IDPs?",
    r"Foundation Phase",
    r"Flying Start",
    r"Families First Wales",
    r"NHS Wales",
    r"GIG Cymru",
    r"Public Health Wales",
    r"Urdd(?: "
    r"Gobaith Cymru)?",
    r"Welsh[ -]medium(?: (?:school|education|unit))?",
    r"Cylch Meithrin",
    r"Iaith Gymraeg",
    r"WJEC",
    r"Children['’]s Commissioner for Wales",
    r"Play Wales",
    r"Cymorth i Fenywod",
)
_SCOTLAND = phrases(
    r"Children['’]s (?:Hearings?|Panel|"
    r"Reporter)(?: (?:System|Scotland))?",
    r"SCRA",
    r"Scottish Children['’]s Reporter(?: Administration)?",
    r"Reporter to the Children['’]s Panel",
    r"compulsory supervision order",
    r"GIRFEC",
    r"Getting It Right For Every Child",
    r"SHANARRI(?: \w+)?",
    r"Care Inspectorate",
    r"SSSC",
    r"Scottish Social Services Council",
    r"Scottish (?:Government|Parliament|"
    r"Executive|Qualifications Authority|Ambulance Service|Prison Service|Legal Aid Board)",
    r"Education Scotland",
    r"NHS Scotland",
    r"Public Health Scotland",
    r"Curriculum for Excellence",
    r"SQA",
    r"National [1-5]s?",
    r"(?:Advanced )?Highers",
    r"Procurator Fiscal",
    r"COPFS",
    r"Sheriff(?: Principal)?",
    r"Child(?:ren)?['’]s Plan Meeting",
    r"(?:Inter-?agency Referral Discussion|"
    r"IRD)",
    r"LAAC(?: review)?",
    r"kinship care order",
    r"permanence order",
    r"Who Cares\? Scotland",
    r"Disclosure Scotland",
    r"PVG(?: scheme)?",
    r"CHI (?:no\.?|number|num)",
    r"Named Person(?: service)?",
    r"(?:in|into|started|starting|now in|currently in|moved to|going into|"
    r"year) P[1-7](?:/[1-7])?",
    r"P[1-7] (?:class|pupil|teacher|child|children)",
    r"(?:in|into|now in|"
    r"currently in|going into) S[1-6]",
    r"S[1-6] (?:class|pupil|year)",
    r"(?<=\()(?:P[1-7]|S[1-6])(?=\))",
    r"Primary (?:[1-7]|One|Two|Three|Four|Five|Six|Seven)(?= (?:class|pupil|teacher)|[,.;)\n])",
    r"Standard Grades?",
)
_IRELAND = phrases(
    r"NISCC",
    r"Northern Ireland (?:Social Care Council|Guardian Ad Litem Agency|Executive|"
    r"Housing Executive|Assembly|Office|Ambulance Service)",
    r"NIGALA",
    r"RQIA",
    r"ETINI?",
    r"PSNI",
    r"HSC(?:NI| Trust| Board)?",
    r"Health and Social Care (?:Trust|"
    r"Board)s?",
    r"(?:Safeguarding Board for Northern Ireland|SBNI)",
    r"UNOCINI(?: assessment)?",
    r"H ?& ?C (?:no\.?|number)",
    r"Health and Care (?:no\.?|number)",
    r"(?:the )?transfer test",
    r"Stormont",
    r"Sure Start NI",
    r"CCEA",
    r"Education Authority",
    r"Gateway (?:team|service)s?",
    r"Trust Fostering",
)
_ACT = re.compile(
    r"\((?:Wales|Scotland|Northern\s{1,3}Ireland|NI)\)\s{1,3}(?:\d{4}\s{1,3})?(?:Act|Order|Measure|Regulations|Rules)"
    r"(?:\s{1,3}\d{4})?(?!\w)",
    re.I,
)
_TITLE_OF_ACT = re.compile(r"(?:(?:[A-Z][\w'’-]{1,30}+|and|of|the|for|in|[A-Z]{2,30}+)[ \n]){1,10}+$")
_CHI = re.compile(r"(?<!\d)(?:CHI(?: (?:no\.?|number))?:? ?)(?P<chi>[0-3]\d[01]\d{3} ?\d{4})(?!\d)")


class NationRecogniser(PhraseRecogniser):
    """Finds what tells that a record comes from Wales, Scotland or Northern Ireland; all of it is for review.

    Does not translate one nation's terms into another's.
    """

    KIND = "NATION"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Phrases, and laws with the words of their title before the nation in brackets."""
        yield from super().find_in(text)
        for match in _ACT.finditer(text):
            title = _TITLE_OF_ACT.search(text, max(0, match.start() - 100), match.start())
            start = title.start() if title else match.start()
            while text[start].islower():
                start = text.index(" ", start) + 1
            yield self.finding(start, match.end(), 0.7, "a law of one nation")

    ROWS = (
        (_WALES, 0.7, "a body, law or stage of Wales"),
        (_SCOTLAND, 0.7, "a body, law, stage or number of Scotland"),
        (_IRELAND, 0.7, "a body, law or number of Northern Ireland"),
        (_CHI, 0.85, "a number of the Scottish health service"),
    )
