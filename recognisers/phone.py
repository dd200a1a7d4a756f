"""Telephone and fax numbers: local, mobile, international, extensions. National helplines stay."""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult

from recognisers.checks import is_nhs_number
from recognisers.span import SpanRecogniser

# A run of digits as numbers are written: at most one bracket pair, separators of one or two characters.
_RUN = re.compile(
    r"(?<![\w/£$€#.,-])(?:\+|00)?\(?\+?\d(?:[ \u00a0\u2009\u2011.\-–/()]{0,3}+\d){6,15}+(?![\w/])(?!\.\d)"
)
# A number that a line's end parts in two.
_BROKEN = re.compile(r"(?<![\w/£$€#.,-])0\d{1,4}(?: \d{2,6})?\n\d{2,8}(?: \d{2,6})?(?![\w/:%]|[.,]\d| \d)")
_CONTEXT = re.compile(
    r"(?:\b(?:tel|telephone|phone|ph|mob|mobile|moblie|landline|fax|facsimile|cell|contact|emergency contact|"
    r"switchboard|reception|"
    r"duty|out of hours|call|called|ring|rang|ringing|text|texted|whatsapp|direct dial|ddi|direct line|helpline|"
    r"office)\b"
    r"[ ]?(?:us|me|her|him|them)?[ ]?(?:on|at)?(?: (?:no|nos|num|number|numbers|line|tel|"
    r"phone)\b)?[ ]?[.:\-–#]{0,2}\s{0,2}"
    r"|\b[TMFH][ ]?:[ ]?)$",
    re.I,
)
_LOCAL = re.compile(
    r"\b(?:tel|telephone|phone|ph|mob|mobile|fax|landline|contact number|contact no|phone number|direct line|ddi)\b"
    r"(?: (?:no|number|num)\b)?[ ]?[.:\-–#]{0,2}\s{0,2}(\(?\d{1,5}\)?(?:[ \-]{0,2}\d){3,9}+)(?![\w/])",
    re.I,
)
_EXTENSION = re.compile(
    r"(?<!\w)(?:(?:ext(?:ension|n)?|bleep|pager)(?: no| number)?[.:]{0,2} ?|x)(\d{2,6})(?!\w)", re.I
)
_MISTYPED = re.compile(r"\(?0[1-37]\d{1,3}\)?[ -]\d{3,4}(?:[ -]?\d{2,4})")
_DATE = re.compile(r"\d{1,2}[ ./-]\d{1,2}[ ./-](?:19|20)?\d{2}")

# Helplines of the whole country, by digits.
_HELPLINES = """
999 112 111 101 105 119 116123 116000
08001111 08088005000 08082000247 08000543210 08000556112 08000684141 08000141144 08005551111
03001231231 08081689111 08088020008 08088010327 08000272222 03003230099 08001777747 08081891260
0345999999 18001 18002 18000 159 08000112998 08001691601 08001388889
03007900126 03450450450 01616188524
08088004444 03453454345 08088010327 08009995428 08005551111 03001236600 08088024040 08088002222 08088025544
0800585858 03001233393 08001448848 08088084000 08088083555 08088010677 08088081677 08009177650 03001231110
08006781602 08088088141 08085002222 08088010366 08088005792 08000232033 08088081001 08005280731 03001234666
08003285644 03002003100 08001214433 03031231113 03000610614 08088087777 03331503456 08088020300 08005999247
02070080151 08000121700
"""
NATIONAL = frozenset(_HELPLINES.split())


class PhoneRecogniser(SpanRecogniser):
    """Finds numbers by which somebody can be rung; the area code tells the town, an extension the office.

    Keeps national numbers (999, 111, Childline) and leaves NHS numbers, dates and amounts alone.
    """

    KIND = "PHONE"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Every number that can be a British or international one."""
        for match in _RUN.finditer(text):
            start, end = match.start(), match.end()
            if text[start] == "(" and ")" not in match[0]:
                start += 1
            score = self._score(text, start, end)
            if score:
                tail = _EXTENSION.match(text, end + 1) if end + 1 < len(text) else None
                yield self.finding(
                    start, tail.end() if tail else end, score, "the form of a telephone number", sure=score >= 0.8
                )
        for match in _BROKEN.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if len(digits) == 11 and digits[1] in "12378" and _possible(digits):
                yield self.finding(match.start(), match.end(), 0.85, "a telephone number over a line's end")
        for match in _LOCAL.finditer(text):
            if re.sub(r"\D", "", match[1]) not in NATIONAL and not _is_year_or_date(match[1]):
                yield self.finding(match.start(1), match.end(1), 0.75, "a number after a word for telephone")
        for match in _EXTENSION.finditer(text):
            if match[0][0] not in "xX" or len(match[1]) > 2:
                yield self.finding(match.start(1), match.end(1), 0.65, "the number of a telephone extension")

    def _score(self, text: str, start: int, end: int) -> float:
        """0 when the run of digits cannot be, or is not taken for, a telephone number."""
        written = text[start:end]
        digits = re.sub(r"\D", "", written)
        context = _CONTEXT.search(text, max(0, start - 60), start) is not None
        if digits in NATIONAL or _DATE.match(written):
            return 0.0
        if written.startswith(("+", "(+")) or digits.startswith("00"):
            return 0.95 if _possible("+" + digits.removeprefix("00")) else 0.0
        if digits.startswith("0") and digits[1:2] in "12357 89" and 10 <= len(digits) <= 11:
            if is_nhs_number(digits) and not context and re.fullmatch(r"\d{3}[ -]?\d{3}[ -]?\d{4}", written):
                return 0.0
            return 0.95 if _possible(digits) else 0.6
        if _MISTYPED.fullmatch(written) and not is_nhs_number(digits):
            return 0.5  # a figure too many or too few still shows the area's code
        if digits.startswith("44") and 11 <= len(digits) <= 12:
            return 0.9 if _possible("+" + digits) else 0.0
        if re.fullmatch(r"7\d{9}", digits) and not is_nhs_number(digits):
            return 0.6
        return 0.0


def _is_year_or_date(written: str) -> bool:
    return bool(_DATE.match(written)) or bool(re.fullmatch(r"(?:19|20)\d{2}", written))


def _possible(number: str) -> bool:
    """Of a possible length for its country; drama numbers (01632 960123) are possible though never issued."""
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number, "GB")))
    except phonenumbers.NumberParseException:
        return False
