"""People: by title, by role, by signature, by the shape of a full name; then every further mention of them."""

import re
from collections.abc import Iterator
from typing import Final

from presidio_analyzer import RecognizerResult

from recognisers import person_names as names
from recognisers.gazetteers.words import words
from recognisers.person_book import Book, Mention
from recognisers.person_names import Name, name_at
from recognisers.person_roles import ROLE, SURE_TITLES, TITLE, TITLES, needs_colon, words_of
from recognisers.span import SpanRecogniser, lowered
from recognisers.words import is_ordinary

_AFTER_ROLE = re.compile(
    r"(?:s(?=[ :]))?(?: ?\([A-Z]{2,6}\))?(?P<sep> ?[:=|] ?\n?[ \t]*| ?[-–—] | (?:is|was|called|named|and) |, |"
    r" ?\(|[ \u00a0]+|\n)"
)
_BEFORE_ROLE = re.compile(
    r"(?P<sep>, | ?\(| ?[-–—] |\n| is | was | as |: )(?:the |his |her |their |a |an |our |my |child's |family's )?$"
)
_NEXT_IN_LIST = re.compile(r"(?: ?\([^()\n]{1,60}\))?(?:,? (?:and|&) |, ?|; ?| ?/ ?|\n)(?:and )?")
_FULL = re.compile(
    r"(?<![\w'’@./-])[^\W\d_]{2,}+(?:['’-][^\W\d_]+)?+(?=[ \u00a0]{1,2}(?:[^\W\d_]\.? "
    r"?){0,3}[^\W\d_]{2})"
)
_SIGNED = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly)|kind regards|best wishes|many thanks|warm regards|regards|thanks|"
    r"signed)\s?,?\s*\n\s*",
    re.I,
)
_COUPLE = re.compile(r"(?<![\w'’-])([A-Z][a-z]{1,14}) (?:and|&) $")
_PET_NAME = re.compile(r"(?<![\w'’-])([A-Z][a-z]{1,11}) ?\($")
_FILED = re.compile(r"(?<![\w'’-])(?P<last>[A-Z][A-Z'’-]{2,20}+), (?P<first>[A-Z][a-z]{2,14}+)(?![\w'’-])")
_SMALL_FULL = re.compile(r"(?<![\w'’@./-])(?P<first>[a-z]{3,14}) (?=(?P<last>[a-z]{3,16}+)(?![\w@]))")
_ACTION = re.compile(
    r"(?m)^[ \t]*(?:[•\-–*o●▪]|\d{1,2}[.)])[ \t]+(?=[^\W\d_a-z][^\W\d_]+ [^\W\d_a-z])|"
    r"(?<=: )(?=[^\W\d_a-z][^\W\d_]+ [^\W\d_a-z][\w'’-]+ to )"
)
_WILL = re.compile(r" (?:to|will|agreed to|is to|TO|WILL) [a-zA-Z]{2}")
_INITIALS = re.compile(r" ?\((?P<short>[A-Z]{2,4})\)")
_WORD_AT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*+")
_LOCAL_PART = re.compile(r"(?<![\w.])([a-z]{2,20})[._]([a-z][a-z'-]{1,24})\d{0,3}@", re.I)
_SMALL_TITLES: Final = frozenset(
    {
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "pc",
        "dc",
        "ds",
        "prof",
        "her honour judge",
        "his honour judge",
        "district judge",
        "hhj",
    }
)
_POLICE_SHORT: Final = frozenset({"pc", "wpc", "dc", "ds", "di", "dci", "dsu", "ps", "tdc", "dj", "ddj", "hhj", "pcso"})


class PersonRecogniser(SpanRecogniser):
    """Finds professionals and everyone else who is named, family or not: who stays is for the decision to say.

    Mentions of one person share an entity key, and the role that any mention gives is in the label's words. Names in
    small letters are found only after a title or when the same text names the person in full. Does not know names that
    no title, role or known first name announces: those are for the models.
    """

    KIND = "PERSON"

    def find_in(self, text: str) -> Iterator[RecognizerResult]:
        """Findings do not overlap; titles are inside them, possessives are not."""
        book = Book()
        for mention in _announced(text):
            book.add(mention)
        for match in _LOCAL_PART.finditer(text):
            parts = (names.fold(match[1]), names.fold(match[2]))
            if names.is_first(parts[0]):
                book.know(parts)
        for mention in book.all_mentions(text):
            who = book.key_of(mention.name)
            sure = mention.score >= 0.8 and len(mention.name.parts) > 1
            yield self.finding(
                mention.start,
                mention.name.end,
                mention.score,
                mention.why,
                entity=who,
                words=book.role_of(who),
                sure=sure,
            )


def _announced(text: str) -> Iterator[Mention]:
    """People announced by title, role, signature or the shape of a full name."""
    for role in ROLE.finditer(lowered(text)):
        yield from _after_role(text, role)
        yield from _before_role(text, role)
    yield from _titled(text)
    for match in _SIGNED.finditer(text):
        if (name := name_at(text, match.end(), trust_first=True)) is not None:
            yield Mention(name.start, name, 0.8, "a signature", "")
    for match in _ACTION.finditer(text):
        name = name_at(text, match.end())
        if name is not None and len(name.parts) > 1 and _WILL.match(text, name.end):
            yield Mention(name.start, name, 0.6, "a name at the head of an action", "")
    for match in _FULL.finditer(text):
        if names.is_first(names.fold(match[0])) and match[0][0].isupper():
            name = name_at(text, match.start())
            if name is not None and len(name.parts) > 1 and "_".join(name.parts) not in names.KEPT_FULL:
                yield Mention(name.start, name, 0.65, "a first name and a surname", "", _short_form(text, name))
                yield from _beside_full(text, name)
    yield from _unusual(text)


def _unusual(text: str) -> Iterator[Mention]:
    """'TURNOCK, Jane' as case systems file people; 'becky tinniswood' in small letters."""
    for match in _FILED.finditer(text):
        parts = (names.fold(match["first"]), names.fold(match["last"]))
        if names.is_first(parts[0]) and not is_ordinary(parts[0]):
            name = Name(match.start(), match.end(), parts, ())
            yield Mention(name.start, name, 0.65, "a surname and a first name", "")
    for match in _SMALL_FULL.finditer(text):
        first, last = match["first"], match["last"]
        if not names.is_first(first) or is_ordinary(first):
            continue
        start, end = match.start(), match.end("last")
        alone = text[start - 1 : start] in ("(", "\n", ",") and text[end : end + 1] in (")", "\n", ",")
        if not is_ordinary(last) or (alone and last in words("surnames")):
            yield Mention(start, Name(start, end, (first, last), ()), 0.55, "a name in small letters", "")


def _beside_full(text: str, name: Name) -> Iterator[Mention]:
    """'Sue and' before 'Graham Tranter', 'Ash (' before 'Ashley Bourne'."""
    couple = _COUPLE.search(text, max(0, name.start - 30), name.start)
    if couple is not None and names.is_first(names.fold(couple[1])):
        both = Name(couple.start(1), couple.end(1), (names.fold(couple[1]), name.parts[-1]), ())
        yield Mention(both.start, both, 0.65, "a first name before a couple's surname", "")
    pet = _PET_NAME.search(text, max(0, name.start - 20), name.start)
    if pet is not None and name.parts[0].startswith(names.fold(pet[1])[:2]):
        yield Mention(
            pet.start(1), Name(pet.start(1), pet.end(1), name.parts, ()), 0.65, "a short form before a name", ""
        )


def _titled(text: str) -> Iterator[Mention]:
    for match in TITLE.finditer(text):
        if (mention := _with_title(text, match)) is not None:
            yield mention


def _with_title(text: str, match: re.Match[str], role: str = "") -> Mention | None:
    written = match["title"]
    low = written.casefold().replace("\n", " ")
    start = match.end()
    while text[start] in " \u00a0\n":
        start += 1
    small = written.islower()
    if (low in _POLICE_SHORT and not written.isupper()) and not (low in _SMALL_TITLES and small):
        return None
    if small and low not in _SMALL_TITLES:
        return None
    if "\n" in text[match.end() : start] and low not in SURE_TITLES:
        return None
    numbered = any(c.isdigit() for c in match[0])
    trust = (low in SURE_TITLES or numbered or _is_surname(text, start)) and not small
    name = name_at(text, start, trust_first=trust, small=small, most=4)
    if name is None and small and low not in ("miss", "ms") and (found := _WORD_AT.match(text, start)) is not None:
        surname = names.fold(found[0])
        name = Name(start, found.end(), (surname,), ()) if surname in words("surnames") else None
    if name is None or not (small or text[start].isupper()):
        return None
    score = 0.7 if small else 0.85
    return Mention(
        match.start(), name, score, f"a name after '{written}'", role or TITLES[low], _short_form(text, name)
    )


def _is_surname(text: str, start: int) -> bool:
    """A word with a capital that is a common surname, though it may be an ordinary word too ('Quill')."""
    found = _WORD_AT.match(text, start)
    return found is not None and found[0].istitle() and names.fold(found[0]) in words("surnames")


def _at(text: str, at: int, role: str, score: float, why: str, *, trust: bool) -> Mention | None:
    """The person named at `at`, with or without a title."""
    if (title := TITLE.match(text, at)) is not None and (titled := _with_title(text, title, role)) is not None:
        return titled
    name = name_at(text, at, trust_first=trust) or name_at(text, at, trust_first=True)
    if name is not None and not trust and not (names.is_first(name.parts[0]) or names.is_name_word(name.parts[-1])):
        return None
    if name is None or (
        len(name.parts) == 1 and not trust and not names.is_first(name.parts[0]) and name.initials == ()
    ):
        return None
    return Mention(at, name, score, why, role, _short_form(text, name))


def _after_role(text: str, role: re.Match[str]) -> Iterator[Mention]:
    """'Social Worker: Janet Okafor', 'her social worker, Janet', 'Teacher (Mrs Lowe)', a label's cell above "
    "the name."""
    gap = _AFTER_ROLE.match(text, role.end())
    if gap is None:
        return
    sep = gap["sep"]
    colon = any(mark in sep for mark in ":=|")
    direct = role[0].casefold() in ("cc", "dear")
    many = colon or role[0].casefold() == "cc"
    if needs_colon(role) and not colon and not direct:
        return
    if sep == "\n" and (role.start() > 0 and text[role.start() - 1] != "\n"):
        return
    label, why = words_of(role), f"a name after '{role[0].casefold()}'"
    at = gap.end()
    for _ in range(30):
        mention = _at(text, at, label, 0.85 if colon else 0.8, why, trust=direct)
        if mention is None and colon and text[at : at + 1].islower():
            mention = _in_small(text, at, label, why)
        if mention is None or (sep == "\n" and not _ends_line(text, mention.name.end)):
            return
        yield mention
        following = _NEXT_IN_LIST.match(text, mention.name.end)
        if following is None or not many or label != "PERSON":
            return
        at = following.end()


def _before_role(text: str, role: re.Match[str]) -> Iterator[Mention]:
    """'Janet Okafor, Social Worker', 'Mrs Lowe (class teacher)', a signature above its role."""
    if needs_colon(role):
        return
    window = max(0, role.start() - 70)
    gap = _BEFORE_ROLE.search(text, window, role.start())
    if gap is None or (gap["sep"] == "\n" and text[role.end() : role.end() + 2].strip()[:1] == ":"):
        return
    for word in re.finditer(r"(?<![\w'’-])[^\W\d_]", text[window : gap.start()]):
        at = window + word.start()
        small = text[at].islower() and text[role.start()].islower()
        if text[at].islower() and not small:
            continue
        why = f"a name before '{role[0].casefold()}'"
        label = words_of(role)
        mention = _in_small(text, at, label, why) if small else _at(text, at, label, 0.8, why, trust=False)
        if mention is not None and mention.name.end == gap.start():
            if (
                len(mention.name.parts) > 1
                or mention.start < mention.name.start
                or names.is_first(mention.name.parts[0])
            ):
                yield mention
            return


def _in_small(text: str, at: int, role: str, why: str) -> Mention | None:
    """'dr lowe' or a full name in small letters, none of whose words is an ordinary one."""
    if (title := TITLE.match(text, at)) is not None:
        return _with_title(text, title, role)
    name = name_at(text, at, small=True)
    if name is None or len(name.parts) < 2:
        return None
    first, last = name.parts[0], name.parts[-1]
    sure = not any(is_ordinary(part) for part in name.parts)
    if not sure and not (names.is_first(first) and (not is_ordinary(first) or not is_ordinary(last))):
        return None
    return Mention(at, name, 0.65, why, role)


def _ends_line(text: str, at: int) -> bool:
    return at >= len(text) or text[at] in "\n,;(/" or text[at : at + 3] in (" - ", " – ", " (")


def _short_form(text: str, name: Name) -> str:
    """'JO' in 'Janet Okafor (JO)'; '' if none follows."""
    match = _INITIALS.match(text, name.end)
    if match is None:
        return ""
    letters = "".join(part[0] for part in (*name.parts[:1], *name.initials, *name.parts[1:])).upper()
    short = str(match["short"])
    return short if short == letters or (short[0] == letters[0] and short[-1] == letters[-1]) else ""
