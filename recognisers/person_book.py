"""Who is named in a text: one entry a person, and every later mention of them by a part of the name."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from recognisers import person_names as names
from recognisers.person_names import Name, key
from recognisers.words import is_ordinary

_CAPITAL = re.compile(r"(?<![\w@/.-])[^\W\d_]{2,}+(?:['’-][^\W\d_]{2,}+)?+")
_INITIAL = re.compile(r"(?<![\w.'’-])([A-Z])\.? ?$")
_ACTS = re.compile(r"(?:['’]s)? (?:said|told|was|had|has|did|does|went|came|took|made|left|spoke|felt|[a-z]{2,}ed)\b")
_MODAL = frozenset({"will", "may", "can", "art", "bill"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named at text[start:name.end], the title inside. `role` are label words, '' if unknown; `short` are
    initials introduced with it."""

    start: int
    name: Name
    score: float
    why: str
    role: str
    short: str = ""


@dataclass
class Book:
    """Everybody announced in one text."""

    mentions: list[Mention] = field(default_factory=list)
    people: set[tuple[str, ...]] = field(default_factory=set)
    roles: dict[str, str] = field(default_factory=dict)
    by_part: dict[str, set[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(set))
    shorts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """Takes an announced mention."""
        self.mentions.append(mention)
        if len(mention.name.parts) > 1:
            self.know(mention.name.parts)
        if mention.short and mention.short not in self.shorts:
            self.shorts[mention.short] = mention.name.parts

    def know(self, parts: tuple[str, ...]) -> None:
        """Takes a full name without a mention (from an e-mail address)."""
        self.people.add(parts)
        self.by_part[parts[0]].add(parts)
        self.by_part[parts[-1]].add(parts)

    def full_name(self, name: Name) -> tuple[str, ...]:
        """The one known full name that a part of it, or initial and surname, stands for; else the parts "
        "themselves."""
        if len(name.parts) > 1:
            return name.parts
        known = self.by_part.get(name.parts[0], set())
        if name.initials:
            known = {full for full in known if full[0][0] == name.initials[0]}
        return next(iter(known)) if len(known) == 1 else name.parts

    def key_of(self, name: Name) -> str:
        """The entity key."""
        return key(self.full_name(name))

    def role_of(self, who: str) -> str:
        """The label words that the first telling mention gave."""
        return self.roles.get(who, "PERSON")

    def all_mentions(self, text: str) -> list[Mention]:
        """Announced and later mentions in order, without overlaps: the longest of those that overlap."""
        for mention in self.mentions:
            if mention.role and mention.role != "PERSON":
                self.roles.setdefault(self.key_of(mention.name), mention.role)
        found = _longest(self.mentions)
        return _longest([*found, *self._later(text)])

    def _later(self, text: str) -> Iterator[Mention]:
        """First names, surnames and introduced initials of people announced elsewhere in the text."""
        lone = {m.name.parts[0] for m in self.mentions if len(m.name.parts) == 1}
        wanted = set(self.by_part) | lone
        if not wanted and not self.shorts:
            return
        for match in _CAPITAL.finditer(text):
            word = match[0]
            if word in self.shorts:
                parts = self.shorts[word]
                yield Mention(
                    match.start(),
                    Name(match.start(), match.end(), parts, ()),
                    0.6,
                    "initials of a person named in full",
                    "",
                )
                continue
            low = names.fold(word)
            if low not in wanted or low in names.KEPT:
                continue
            small = not word[0].isupper()
            ordinary = is_ordinary(low)
            if (
                ordinary
                and (small or word.isupper() or not self._acts(text, match, low))
                and (small or word.isupper() or _begins_sentence(text, match.start()) or low in names.SURNAME)
            ):
                continue
            if small and len(low) < 4:
                continue
            end = match.end() - (len(word) - len(re.sub(r"['’]s$", "", word)))
            start, initials = self._with_initial(text, match.start(), low)
            yield Mention(
                start,
                Name(start, end, (low,), initials),
                0.55 if small or low in lone else 0.65,
                "part of the name of a person named elsewhere in the text",
                "",
            )

    def _acts(self, text: str, match: re.Match[str], low: str) -> bool:
        """Whether a verb says that an ordinary word is somebody's first name: 'Lee declined', but not 'May is'."""
        first = any(full[0] == low for full in self.by_part.get(low, ()))
        return first and low not in _MODAL and _ACTS.match(text, match.end()) is not None

    def _with_initial(self, text: str, start: int, low: str) -> tuple[int, tuple[str, ...]]:
        """Where 'J Turnock' begins when Jane Turnock is known."""
        initial = _INITIAL.search(text, max(0, start - 5), start)
        if initial is None or not any(
            full[-1] == low and full[0][0] == initial[1].lower() for full in self.by_part.get(low, ())
        ):
            return start, ()
        return initial.start(1), (initial[1].lower(),)


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \"“‘'(")
    return not before or before[-1] in ".:;!?\n•–-"


def _longest(mentions: list[Mention]) -> list[Mention]:
    """Of mentions that overlap the longest stays, then the surest; in order of position."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.name.end, -m.score, m.why)):
        if kept and mention.start < kept[-1].name.end:
            if mention.name.end - mention.start > kept[-1].name.end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
