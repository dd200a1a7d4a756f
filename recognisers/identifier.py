"""Identifiers that encode a place or name a file there: school, property, court, police, system and letter numbers."""

import re
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult

from recognisers.identifier_patterns import FORMS, LETTER_REFERENCE, NUMBERED, Form
from recognisers.span import SpanRecogniser

_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|(?:19|20)\d{2}(?:[/-]\d{2,4})?"
)
_ORDINARY = re.compile(
    r"(?:\d{1,3}(?:st|nd|rd|th|am|pm|mg|ml|kg|g|cm|mm|mcg|hrs?|mins?|yrs?|days?|weeks?|months?|x)?|\d+(?:\.\d+)+)", re.I
)


class IdentifierRecogniser(SpanRecogniser):
    """Finds numbers and codes by their form, their check character and the words before them.

    NHS and NI numbers carry label words of their own, so that a policy may keep them. Dates, doses, ages and printed
    page or bundle numbers are left alone. Does not know numbers that no word announces and that have no known form.
    """

    KIND = "IDENTIFIER"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Findings of every form; one number may be found under several."""
        for form in FORMS:
            yield from self._of_form(form, text)
        for match in NUMBERED.finditer(text):
            if _is_number_of_a_file(match):
                yield self.finding(
                    match.start("id"), match.end("id"), 0.8, f"a number after '{match['head']}'", words="REFERENCE"
                )
        for match in LETTER_REFERENCE.finditer(text):
            end = _end_of_reference(match)
            if end > match.start("id"):
                yield self.finding(
                    match.start("id"), end, 0.85, "the reference of a letter", words="REFERENCE", sure=True
                )

    def _of_form(self, form: Form, text: str) -> Iterator[RecognizerResult]:
        for match in form.pattern.finditer(text):
            score = form.score
            if form.check and not form.check(match[0]):
                score = form.unchecked
            if form.context and not form.context.search(text, max(0, match.start() - 60), match.start()):
                score = form.without
            if score and not (form.words == "REFERENCE" and _DATE.fullmatch(match[0])):
                found = self.finding(match.start(), match.end(), score, form.what, words=form.words, sure=score >= 0.85)
                yield found


def _is_number_of_a_file(match: re.Match[str]) -> bool:
    """Told apart from a date, an age or a dose: announced by 'no', 'ID', 'ref' or a colon, or long."""
    value, key, sep = str(match["id"]), str(match["key"]), str(match["sep"])
    if _DATE.fullmatch(value) or (_ORDINARY.fullmatch(value) and not key):
        return False
    digits = sum(character.isdigit() for character in value)
    if key:
        return digits >= 2
    if ":" in sep or "#" in sep:
        return digits >= 4
    return digits >= 5 or (digits >= 4 and any(character.isalpha() for character in value))


def _end_of_reference(match: re.Match[str]) -> int:
    """Where the reference ends; its start when it is an ordinary word ('reference to the meeting')."""
    value = match["id"]
    announced = bool(match["colon"]) or match[0][:3].lower() in ("our", "you")
    words = value.split(" ")
    kept: list[str] = []
    for word in words:
        coded = any(c.isdigit() for c in word) or "/" in word or (announced and word.isupper())
        if not coded:
            break
        kept.append(word)
    text = " ".join(kept).rstrip(".,-/")
    if not text or _DATE.fullmatch(text) or (not announced and not any(c.isdigit() for c in text)):
        return match.start("id")
    return match.start("id") + len(text)
