"""The forms of identifiers that encode a place, or name a file that lies in one. A table: one row a form."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from recognisers.checks import is_in_uk, is_nhs_number, is_upn


@dataclass(frozen=True, slots=True)
class Form:
    """One form of identifier.

    `pattern` matches it (group 'id', else the whole). `score` holds when `check` passes (or there is none);
    `unchecked` when it fails (0: not a finding). With `context`, the words before it within 40 characters must match,
    else the score is `without` (0: not a finding).
    """

    what: str
    pattern: re.Pattern[str]
    score: float
    words: str = "IDENTIFIER"
    check: Callable[[str], bool] | None = None
    unchecked: float = 0.0
    context: re.Pattern[str] | None = None
    without: float = 0.0


def _re(pattern: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _context(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)[^\n]{{0,30}}(?:\n[^\n]{{0,12}})?\s{{0,2}}$", re.I)


def _nhs(written: str) -> bool:
    return is_nhs_number(re.sub(r"\D", "", written))


def _lat_long(written: str) -> bool:
    numbers = [float(part) for part in re.findall(r"-?\d{1,3}\.\d+", written)]
    if re.search(r"\d\s*°?\s*W", written):
        numbers[-1] = -abs(numbers[-1])
    return len(numbers) == 2 and is_in_uk(numbers[0], numbers[1])


def _grid(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return len(digits) % 2 == 0 and 6 <= len(digits) <= 10


_VEHICLE = _context(
    r"reg(?:istration)?(?: (?:no|number|mark|plate))?|vehicle|car|van|vrm|vrn|plates?|number plate|index|"
    r"driv\w{1,4}|drove|"
    r"motor(?:bike|cycle)?|bmw|audi|ford|vauxhall|corsa|fiesta|golf|astra|transit|taxi|parked|registered"
)

FORMS: tuple[Form, ...] = (
    Form("a unique pupil number", _re(r"(?<!\w)[A-Z]\d{11}[0-9A-Z](?!\w)", re.I), 0.95, check=is_upn, unchecked=0.7),
    Form(
        "an NHS number (check digit holds)",
        _re(r"(?<![\w-])\d{3}([ \u00a0\n-]?)\d{3}[ \u00a0\n-]?\d{4}(?![\w-])"),
        0.95,
        words="NHS NUMBER",
        check=_nhs,
    ),
    Form(
        "an NHS number by the words before it",
        _re(r"(?<![\w-])\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}(?![\w-])"),
        0.85,
        words="NHS NUMBER",
        context=_context(r"nhs(?: (?:no|num|number))?"),
    ),
    Form(
        "a National Insurance number",
        _re(
            r"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ "
            r"-]?[A-D](?!\w)",
            re.I,
        ),
        0.95,
        words="NI NUMBER",
    ),
    Form(
        "a National Insurance number by the words before it",
        _re(r"(?<!\w)[A-Z]{2}[ \n-]?\d{2}[ \n-]?\d{2}[ \n-]?\d{2}[ \n-]?[A-Z](?!\w)", re.I),
        0.9,
        words="NI NUMBER",
        context=_context(r"ni|nino|national insurance|nat ins"),
    ),
    Form("a driving licence number", _re(r"(?<!\w)[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}(?:\d\d)?(?!\w)"), 0.95),
    Form(
        "a vehicle registration",
        _re(r"(?<!\w)[A-HJ-PR-Y][A-HJ-PR-Y]\d{2}[ \n]?[A-HJ-PR-Z]{3}(?!\w)"),
        0.85,
        words="VEHICLE REGISTRATION",
    ),
    Form(
        "a vehicle registration by the words before it",
        _re(
            r"(?<!\w)(?:[A-Z]{2}\d{2}[ \n]?[A-Z]{3}|[A-HJ-NPR-Y]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-HJ-NPR-Y]|"
            r"[A-Z]{1,3} ?\d{1,4}|\d{1,4} ?[A-Z]{1,3})(?!\w)",
            re.I,
        ),
        0.75,
        words="VEHICLE REGISTRATION",
        check=lambda written: written.upper() == written or len(re.sub(r"\W", "", written)) == 7,
        context=_re(
            r"(?<!\w)(?:reg(?:istration)?(?:\.| no\.?| number| mark| plate)?|vehicle|car|van|vrm|vrn|index(?: mark)?|"
            r"(?:number )?plates?)"
            r"(?:\s?(?:is|was|of|:|-))?\s{0,2}$",
            re.I,
        ),
    ),
    Form(
        "an older vehicle registration",
        _re(
            r"(?<!\w)(?:[A-HJ-NPR-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-Y]|"
            r"[A-Z]?[A-HJ-Z]?[IZ][A-Z]? ?\d{3,4})(?!\w)"
        ),
        0.7,
        words="VEHICLE REGISTRATION",
        context=_VEHICLE,
    ),
    Form("an ONS (GSS) area code", _re(r"(?<!\w)[EWSNKJ](?:0\d|1[0-4]|2\d|3\d|4\d|92)\d{6}(?!\w)"), 0.9),
    Form(
        "a school's LAESTAB number",
        _re(r"(?<![\w/])[2-9]\d{2} ?/ ?\d{4}(?![\w/])"),
        0.9,
        context=_context(
            r"la ?estab|dfe(?: (?:no|number))?|dcsf|dfes|estab(?:lishment)?|school(?: (?:no|number|code))?|la code"
        ),
        without=0.5,
    ),
    Form(
        "a school's LAESTAB number",
        _re(r"(?<![\w/])[2-9]\d{6}(?![\w/])"),
        0.85,
        context=_context(r"la ?estab|dfe(?: (?:no|number))|dfes|estab"),
    ),
    Form(
        "a unique reference number",
        _re(r"(?<![\w/])\d{5,7}(?![\w/])"),
        0.9,
        context=_context(r"urn|unique reference(?: number)?"),
    ),
    Form(
        "an ODS code",
        _re(r"(?<!\w)(?=[A-Z0-9]*\d)[A-Z0-9]{3,6}(?!\w)"),
        0.85,
        context=_context(r"ods(?: code)?|practice code|organisation code|provider code|nacs(?: code)?"),
    ),
    Form("the form of a GP practice's code", _re(r"(?<!\w)[A-HJ-NPV-Y]8[1-9]\d{3}(?!\w)"), 0.7),
    Form(
        "a unique property reference",
        _re(r"(?<!\w)\d{1,12}(?!\w)"),
        0.9,
        context=_re(r"(?<!\w)uprns?(?: (?:no|number|is))?[ .:=#-]{0,3}$", re.I),
    ),
    Form(
        "a unique street reference",
        _re(r"(?<!\w)\d{5,8}(?!\w)"),
        0.9,
        context=_re(r"(?<!\w)usrns?(?: (?:no|number|is))?[ .:=#-]{0,3}$", re.I),
    ),
    Form(
        "an OS grid reference",
        _re(r"(?<!\w)[HJNOST][A-HJ-Z] ?(?:\d{5} ?\d{5}|\d{4} ?\d{4}|\d{3} ?\d{3})(?!\w)"),
        0.8,
        check=_grid,
    ),
    Form(
        "an OS grid reference",
        _re(r"(?<!\w)(?:[HJNOST][A-HJ-Z] ?)?\d{3,6}[ ,]{1,2}\d{3,7}(?!\w)", re.I),
        0.8,
        context=_context(r"grid ref(?:erence)?|ngr|os ref|easting|eastings|os grid"),
    ),
    Form(
        "a latitude and longitude",
        _re(r"(?<![\w.])-?\d{2}\.\d{3,}+ ?°? ?N?\s?[,;/ ]\s?-?\d{1,2}\.\d{3,}+ ?°?(?: ?[EW])?(?![\w.])"),
        0.9,
        check=_lat_long,
    ),
    Form(
        "a latitude and longitude",
        _re(
            r"(?<!\w)\d{2}° ?\d{1,2}['’′] ?(?:\d{1,2}(?:\.\d+)?[\"”″] ?)?N[, ]{0,2}\d{1,2}° ?\d{1,2}['’′] "
            r"?(?:\d{1,2}(?:\.\d+)?[\"”″] ?)?[EW]"
        ),
        0.95,
    ),
    Form("a what3words address", _re(r"(?<![\w/:])/{3} ?[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20}(?![\w.])", re.I), 0.95),
    Form(
        "a what3words address",
        _re(r"(?<![\w/.@])[a-z]{3,20}\.[a-z]{3,20}\.[a-z]{3,20}(?![\w.])", re.I),
        0.9,
        context=_context(r"what ?3 ?words|what three words|w3w"),
    ),
    Form(
        "a neutral citation of a judgment",
        _re(
            r"[\[(](?:19|20)\d{2}[\])] (?:EWHC|EWCA|EWFC|EWCOP|EWMC|UKSC|UKHL|UKUT|UKFTT|CSOH|CSIH|SCEDIN|"
            r"SC[ A-Z]{2,8}|NICA|NIFam|NIKB|NIQB|NICC)"
            r"(?: (?:Civ|Crim|B|HCJ))? \d{1,5}(?: \([A-Za-z]{2,8}\))?"
        ),
        0.9,
        words="CASE NUMBER",
        context=_context(r"neutral citation(?: number| no)?|citation number|this judgment"),
    ),
    Form(
        "a hospital's number by the words before it",
        _re(r"(?<!\w)[A-Z]{1,4} ?\d{5,9}(?!\w)"),
        0.85,
        words="REFERENCE",
        context=_re(
            r"\b(?:hosp(?:ital)?|unit|patient|mrn|district|x-?ray)\.? ?(?:no|num|number|id)\b[ .:#]{0,3}$", re.I
        ),
    ),
    Form(
        "a code for funded childcare",
        _re(r"(?<!\w)\d{11}(?!\w)"),
        0.8,
        words="REFERENCE",
        context=_context(
            r"(?:funded|funding|eligibility|(?:15|30|thirty|fifteen)[ -]hours?)[^\n]{0,20}?code|dern|hours code"
        ),
    ),
    Form(
        "a court's case number", _re(r"(?<!\w)[A-Z]{2} ?\d{2} ?[CDFPZJA] ?\d{5}(?!\w)", re.I), 0.9, words="CASE NUMBER"
    ),
    Form(
        "a court's case number",
        _re(r"(?<!\w)(?:CO|CA|C1|QB|KB|HQ|T|S|A)/?(?:19|20)\d{2}/?\d{4}(?:/[A-Z0-9]{1,5})?(?!\w)"),
        0.8,
        words="CASE NUMBER",
    ),
    Form("a county court claim number", _re(r"(?<!\w)[A-HJ-NP-Z]\d{2}[A-Z]{2}\d{3}(?!\w)"), 0.7, words="CASE NUMBER"),
    Form(
        "a police reference",
        _re(r"(?<![\w/])(?:\d{2}[A-Z0-9]{0,2}/)?\d{4,7}/(?:19|20)?\d{2}(?![\w/])"),
        0.75,
        words="REFERENCE",
    ),
    Form(
        "a police reference",
        _re(r"(?<!\w)CAD[ -]?\d{1,5}(?:/\d{1,2}[A-Z]{3}\d{2,4})?(?!\w)", re.I),
        0.8,
        words="REFERENCE",
    ),
    Form(
        "a Police National Computer number",
        _re(r"(?<![\w/])(?:19|20)?\d{2}/\d{1,7}[A-Z](?!\w)"),
        0.85,
        words="REFERENCE",
    ),
    Form(
        "a bank's sort code", _re(r"(?<![\w-])\d{2}[ -]\d{2}[ -]\d{2}(?![\w-])"), 0.8, context=_context(r"sort ?code")
    ),
)

# Words that announce a number of a file or a system; what follows with a digit in it goes.
NUMBERED = re.compile(
    r"(?<!\w)(?P<head>LCS|EHM|ICS|Mosaic|Liquid ?logic|Framework-?i|Care ?First|CareDirector|Protocol|Azeus|"
    r"Eclipse|EHCP|EHC|SEND|"
    r"SystmOne|System ?One|EMIS|RiO|PARIS|Carenotes|Lorenzo|Meditech|CPOMS|MyConcern|Arbor|SIMS|Bromcom|MARAC|"
    r"MASH|CAD|Niche|Athena|Connect|Storm|"
    r"case|client|person|child|family|service user|pupil|student|admission|hospital|patient|unit|crime|incident|"
    r"occurrence|log|"
    r"investigation|custody|exhibit|tenancy|rent(?: account)?|account|council tax|housing(?: benefit)?|claim|"
    r"policy|application|"
    r"passport|home office|ASF|NASS|BRP|ARC|port|prison(?:er)?|PNC|CRO|offender|nDelius|Delius|OASys|H&C|H & C|"
    r"CIS|CHI|MRN|PAS|district|"
    r"casefile|file|record|document|episode|referral|contact|order|job|ticket|candidate|exam|centre|ULN|"
    r"employee|staff|payroll|DBS|"
    r"certificate|charity|company|Ofsted|EY|SC|CQC|GMC|NMC|HCPC|SWE|Social Work England|registration|licen[cs]e|"
    r"membership)"
    r"(?P<key>(?:[ /-](?:unique |system |record |file |case )?(?:ID|I\.D\.|no\.?|nos\.?|num\.?|number|numbers|"
    r"ref\.?|reference|URN|code|#)){0,3})"
    r"(?P<sep>\s{0,2}(?:[:#=–-]|\bis\b|\bwas\b)?\s{0,2})"
    r"(?P<id>(?=[\w/.-]{0,24}\d)[A-Za-z0-9](?:[\w/.-]{1,24}\w))(?!\w)",
    re.I,
)

LETTER_REFERENCE = re.compile(
    r"(?<!\w)(?:(?:our|your|my|their|school|court|police|hospital|solicitors?'?) ref(?:erence)?|"
    r"(?<!\w)ref(?:erence)?(?: (?:no|number))?)\b"
    r"\.?(?: ?(?:no|number)\b\.?)?[ ]{0,2}(?P<colon>[:.#–-]?)[ \t]{0,4}\n?(?P<id>[A-Za-z0-9][\w/.-]{1,40}+(?:[ "
    r"][A-Z0-9][A-Z0-9/.-]{0,20}+){0,3})",
    re.I,
)
