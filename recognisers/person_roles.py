"""The words for what somebody does, and the words of the label that says so."""

import re
from typing import Final

# Longest phrases first within a role does not matter: the pattern sorts them all.
_ROLES: Final[dict[str, str]] = {
    "SOCIAL WORKER": "(?:senior |student |newly qualified |advanced |allocated |duty |family |previous |new |"
    "current |named |child's |adult |"
    "adults' |hospital |court |approved )*social worker|allocated worker|senior practitioner|"
    "advanced practitioner|asye|amhp|sw|asw|ssw|lsw",
    "TEAM MANAGER": "(?:assistant |deputy |interim |acting )*(?:team manager|service manager|practice manager|"
    "service director|"
    "practice lead|practice supervisor|team leader|group manager|director of children['’]s services|"
    "head of service|registered manager)|dcs",
    "HEAD TEACHER": "(?:deputy |assistant |acting |executive )*(?:head ?teacher|head ?master|head ?mistress|"
    "principal|head of school)|deputy head|assistant head",
    "TEACHER": "(?:class |form |maths |english |science |pe |reception |nursery |year \\w{1,3} |"
    "learning support )*(?:teacher|tutor|teaching assistant)|"
    "sen[cd]{1,2}o|sendco|senco|senior leader|head of (?:year|house|sixth form|key stage)(?: \\w{1,3})?|"
    "pastoral (?:lead|manager)|learning mentor|attendance officer|"
    "education welfare officer|ewo|lsa|teaching assistant|exam officer",
    "GP": "(?:named |family |registered |usual |his |her |their )*(?:gp|general practitioner)",
    "DOCTOR": "(?:(?:named |designated |community |hospital )*(?:doctor|(?:consultant|junior|specialist)?(?: |"
    "^)?(?:paediatrician|psychiatrist|obstetrician|"
    "radiologist|surgeon|physician|registrar|neurologist|anaesthetist|cardiologist|dermatologist|orthodontist|"
    "dentist)))|consultant|locum|sho",
    "NURSE": "(?:school |staff |community |practice |charge |district |specialist |psychiatric |mental health |"
    "named |safeguarding |lead |senior |cpn |"
    "looked after children['’]?s? )*nurse|cpn|lac nurse|ward (?:sister|manager)|matron",
    "HEALTH VISITOR": "(?:named |specialist |student |duty )*health visitor|hv",
    "MIDWIFE": "(?:community |named |specialist |safeguarding |student |lead )*midwife",
    "POLICE OFFICER": "police officer|officer in (?:the )?case|oic|investigating officer|detective|"
    "neighbourhood officer|safer schools officer|custody sergeant|collar number",
    "SOLICITOR": "(?:mother['’]s |father['’]s |child['’]s |children['’]s |family |duty |"
    "local authority )*(?:solicitor|barrister|lawyer|legal representative|legal advis[eo]r)|"
    "counsel(?: for \\w+(?: \\w+)?)?",
    "JUDGE": "(?:district |circuit |recorder |high court )*judge|magistrate",
    "REVIEWING OFFICER": "independent reviewing officer|iro|reviewing officer",
    "CHAIR": "(?:(?:conference|cp|panel|meeting|marac|independent|icpc|rcpc) )*chair(?:person|man|"
    "woman)?(?: of (?:governors|the (?:meeting|conference|panel)))?|chaired by",
    "SUPPORT WORKER": "(?:family |early help |domestic abuse |outreach |refuge |parenting |tenancy |"
    "mental health |residential |learning |youth |child )*support worker|"
    "key ?worker|early help (?:worker|practitioner)|youth worker|family worker|refuge worker|idva|isva|fsw|"
    "outreach worker|personal advis[eo]r|mentor|"
    "substance misuse worker|drugs? worker|yot worker|family practitioner|caseworker|case worker|"
    "contact supervisor|link worker|care coordinator|care co-ordinator",
    "THERAPIST": "(?:speech and language |speech & language |occupational |play |art |music |family |drama |"
    "cognitive behavioural )*therapist|salt|slt|counsellor|"
    "physiotherapist|camhs (?:worker|clinician|practitioner)|psychotherapist|dietitian|audiologist|optometrist",
    "PSYCHOLOGIST": "(?:educational |clinical |forensic |child |assistant |trainee |consultant )*psychologist",
    "FOSTER CARER": "(?:former |previous |short term |respite |kinship |current )*(?:foster (?:carer|mother|"
    "father|parent)s?|respite carer|prospective adopters?|adopters?|supervising social worker for)",
    "SAFEGUARDING LEAD": "(?:deputy )?(?:designated )?safeguarding (?:lead|officer|manager|governor)|ddsl|dsl|"
    "designated (?:teacher|person|officer)|lado",
    "PROBATION OFFICER": "(?:senior )?(?:probation officer|offender manager)|probation practitioner",
    "INTERPRETER": "(?:\\w+ )?interpreter|translator",
    "GUARDIAN": "(?:children['’]s |child['’]s )?guardian(?: ad litem)?|cafcass (?:officer|guardian|worker)|"
    "family court advis[eo]r|fca|legal guardian",
    "NURSERY WORKER": "key person|nursery (?:worker|manager|nurse|practitioner|leader)|room leader|childminder|"
    "early years practitioner|nanny",
    "HOUSING OFFICER": "(?:housing|tenancy|homelessness|neighbourhood|income|estate) (?:officer|manager|"
    "advis[eo]r)|landlord|landlady",
    "ADVOCATE": "(?:independent |children['’]s |child['’]s )*advocate",
    "MINUTE TAKER": "minute taker|minutes taken by|note taker|notes taken by|minutes(?= ?:)|clerk",
    "PERSON": "referrer|referred by|author|completed by|prepared by|written by|assessed by|assessor|recorded by|"
    "reported by|signed(?: by)?|approved by|"
    "authorised by|reviewed by|supervisor|line manager|manager|neighbour|witness(?:ed by)?|present|"
    "in attendance|attendees|apologies|invited|"
    "emergency contact|next of kin|name of (?:worker|professional|person|referrer|assessor|author)|contact name|"
    "name|carer|receptionist|administrator|"
    "business support|professional|worker|practitioner|employer|friend|boyfriend|girlfriend|lodger|caller|"
    "driver|escort|coach|governor|volunteer|colleague|cc|dear|from|to|attn|fao",
}
_SMALL: Final = frozenset(
    {"cc", "dear", "from", "to", "name", "present", "invited", "apologies", "signed", "worker", "author", "attn", "fao"}
)
"""Words that introduce a name only with a colon (or, for 'dear' and 'cc', directly)."""

_GROUPS = {f"r{index}": words for index, words in enumerate(_ROLES)}
_ALTERNATIVES = "|".join(f"(?P<r{index}>{pattern})" for index, pattern in enumerate(_ROLES.values()))

ROLE: Final = re.compile(rf"(?<![\w@.'’-])(?:{_ALTERNATIVES})(?![\w@'’-])")
"""A word for what somebody does, in small letters: to be matched against `lowered` text."""


def words_of(match: re.Match[str]) -> str:
    """The label's words for a role found by ROLE."""
    return _GROUPS[str(match.lastgroup)]


def needs_colon(match: re.Match[str]) -> bool:
    """The word is so common that only a colon after it introduces a name."""
    return match[0].casefold() in _SMALL


_TITLES_BY_ROLE = {
    "DOCTOR": ("dr | doctor | prof | professor"),
    "POLICE OFFICER": (
        "pc | pcso | wpc | dc | ds | di | dci | dsu | sgt | sergeant | insp | inspector | constable | ps | "
        "supt | detective constable | detective sergeant | detective inspector | tdc"
    ),
    "JUDGE": (
        "hhj | hh judge | his honour judge | her honour judge | district judge | dj | judge | mr justice | "
        "mrs justice | ms justice | lord justice | lady justice | recorder | deputy district judge | ddj | "
        "sheriff"
    ),
    "NURSE": ("nurse"),
    "MIDWIFE": ("midwife"),
    "": (
        "mr | mrs | ms | miss | mx | master | sir | dame | lady | lord | rev | revd | reverend | fr | pastor "
        "| imam | rabbi | cllr | councillor | canon"
    ),
}
TITLES: Final = {title.strip(): role for role, row in _TITLES_BY_ROLE.items() for title in row.split("|")}
"""Titles and the label's words that they give; '' where they say nothing of a role."""

SURE_TITLES: Final = frozenset(
    {"dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "cllr", "councillor", "hhj", "rev", "revd", "pcso"}
)
"""After these any capitalised word is a name; after the others it must not be an ordinary word."""

TITLE: Final = re.compile(
    r"(?<![\w@'’-])(?P<title>"
    + "|".join(re.escape(title).replace(r"\ ", "[ \n]") for title in sorted(TITLES, key=lambda t: (-len(t), t)))
    + r")(?![\w@'’-])\.?(?: \d{2,6}(?=[ ]))?(?: and (?:mrs|dr|ms|mr)\.?)?(?=[ \u00a0\n]{1,2}[^\W\d_])",
    re.I,
)
