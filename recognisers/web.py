"""E-mail, web addresses, domains and social handles. Own patterns: no list of suffixes is fetched from anywhere."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from presidio_analyzer import RecognizerResult

from recognisers.span import SpanRecogniser

_SUFFIX = (
    r"(?:co\.uk|org\.uk|gov\.uk|nhs\.uk|sch\.uk|ac\.uk|police\.uk|me\.uk|ltd\.uk|plc\.uk|net\.uk|mod\.uk|nhs\.net|"
    r"gov\.wales|llyw\.cymru|gov\.scot|uk|com|org|net|wales|cymru|scot|london|edu|info|biz|io|eu|ie|app|online|"
    r"site|school|"
    r"academy|church|charity|community|care|health|support|me|ly|tv|gg)"
)
_EMAIL = re.compile(
    r"(?<![\w.+@])(?:mailto:)?[\w.+%'’-]{1,64}+(?:\s?\n\s?)?@(?:\s?\n\s?)?[\w-]{1,63}+(?:\.(?:\n(?=(?:uk|gov|co|"
    r"org|com|net|nhs|sch|ac|police)\b))?"
    r"[\w-]{1,63}+){1,6}",
    re.I,
)
_AT_DOT = re.compile(
    r"\b[\w.+-]{1,64}+ ?(?:\(at\)|\[at\]) ?[\w-]{1,63}+(?: ?(?:\.|\(dot\)|\[dot\]) ?[\w-]{1,63}+){1,6}", re.I
)
_URL = re.compile(r"\b(?:https?|ftp)://[^\s<>\"”»]{1,500}+|\bwww\.[^\s<>\"”»]{3,500}+", re.I)
_DOMAIN = re.compile(
    rf"(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{{0,62}}+\.){{1,6}}{_SUFFIX}(?![\w-])(?!\.(?-i:[a-z]{{2}}))(?:[/?#][^\s<>\"”»]{{0,300}}+)?",
    re.I,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z_][\w.]{2,30}+(?![\w@])")
_NAMED = re.compile(
    r"\b(?:facebook|fb|instagram|insta|snapchat|snap|tiktok|tik tok|twitter|discord|kik|telegram|whatsapp|"
    r"gamertag|xbox|"
    r"playstation|psn|roblox|youtube|linkedin|skype)\b"
    r"(?: (?:account|profile|user ?name|handle|name|id|page|tag|is|as|under|called|group)){0,3}"
    r"(?:\s?[:=]\s?|\s(?=\S*[._\d@/]))[\"“‘']?(@?[A-Za-z][\w./-]{2,40}+)",
    re.I,
)
_TRAILING = ".,;:!?'’)]}>\"”"

_NEXT_SENTENCE = re.compile(r"(?<=[a-z]{2})\.(?=[A-Z][a-z]*+(?![\w@/]))")

# National sites and addresses say nothing of a place.
_NATIONAL = re.compile(
    r"(?:https?://)?(?:www\.|reports\.)?(?:gov\.uk|nhs\.uk|nationalarchives\.gov\.uk|nspcc\.org\.uk|childline\.org\.uk|ofsted\.gov\.uk|"
    r"legislation\.gov\.uk|"
    r"samaritans\.org|nationaldahelpline\.org\.uk|ceop\.police\.uk|thinkuknow\.co\.uk|cqc\.org\.uk|nice\.org\.uk|"
    r"childrenscommissioner\.gov\.uk|justice\.gov\.uk|ico\.org\.uk|judiciary\.uk|bailii\.org|"
    r"youngminds\.org\.uk)(?:[/?#]\S*)?",
    re.I,
)

_NATIONAL_MAIL = re.compile(
    r"(?:mailto:)?(?:enquiries|info|help|psi|publications|general\.enquiries)@(?:ofsted|nationalarchives(?:\.gsi)?|education|"
    r"cqc|cafcass|justice)\.(?:gov|org)\.uk",
    re.I,
)

# Namespaces in files' metadata: the same in every file that one program made.
_NAMESPACE = re.compile(
    r"(?:https?://)?(?:www\.|schemas\.|ns\.)?(?:w3\.org|purl\.org|aiim\.org|adobe\.com|openxmlformats\.org|npes\.org|"
    r"schemas\.microsoft\.com|iptc\.org|cipa\.jp|color\.org|iso\.org|xfa\.org|openoffice\.org|libreoffice\.org)"
    r"(?:[/?#]\S*)?",
    re.I,
)


class WebRecogniser(SpanRecogniser):
    """Finds what a reader could type into a browser or a mail program to learn where somebody is.

    National sites (nhs.uk, childline.org.uk) stay. Does not resolve or visit anything.
    """

    KIND = "WEB"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """E-mail addresses carry the label EMAIL, everything else WEB."""
        taken: list[tuple[int, int]] = []
        for pattern in (_EMAIL, _AT_DOT):
            for match in pattern.finditer(text):
                end = _end(match)
                taken.append((match.start(), end))
                if _NATIONAL_MAIL.fullmatch(text, match.start(), end):
                    continue
                yield self.finding(match.start(), end, 0.95, "the form of an e-mail address", words="EMAIL", sure=True)
        starts = [start for start, _ in taken]
        for pattern, score, why in (
            (_URL, 0.95, "a web address"),
            (_DOMAIN, 0.8, "a domain name"),
            (_HANDLE, 0.7, "a handle on social media"),
        ):
            for match in pattern.finditer(text):
                end = _end(match)
                if _NATIONAL.fullmatch(text, match.start(), end) or _NAMESPACE.fullmatch(text, match.start(), end):
                    continue
                if _inside(match.start(), starts, taken):
                    continue
                yield self.finding(match.start(), end, score, why, words="WEB")
        for match in _NAMED.finditer(text):
            end = match.end(1) - (len(match[1]) - len(match[1].rstrip(_TRAILING)))
            yield self.finding(match.start(1), end, 0.75, "an account named after a social media service", words="WEB")


def _end(match: re.Match[str]) -> int:
    """Where an address ends: before the stops behind it, and before a sentence that follows without a blank."""
    said = match[0]
    joined = _NEXT_SENTENCE.search(said)
    return match.start() + len((said[: joined.start()] if joined else said).rstrip(_TRAILING))


def _inside(position: int, starts: list[int], taken: list[tuple[int, int]]) -> bool:
    """True when a span of `taken` (in order) covers `position`."""
    index = bisect_right(starts, position) - 1
    return index >= 0 and position < taken[index][1]
