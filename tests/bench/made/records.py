"""Annotated records: prose, forms and tables, letters, minutes, bullets; capitals, small letters, broken lines, slips."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from sanitiser.domain.case import Case, ProtectTerm
from sanitiser.domain.kinds import Kind
from sanitiser.evaluate.annotated import Annotated, Kept, Span
from tests.bench.made import numbers
from tests.bench.made import sentences as said
from tests.bench.made.world import World

_MARK = re.compile(r"<(?P<secret>\w+)>|~(?P<family>\w+)~|(?P<open>«)|(?P<close>»)|%nhs%")
STYLES = ("plain", "plain", "plain", "plain", "plain", "broken", "broken", "capitals", "small", "slips")


@dataclass
class Draft:
    """A text that grows, with what was said of it."""

    world: World
    random: Random
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)

    def add(self, template: str) -> None:
        """Fills a template in; its marks become annotations."""
        at, opened = 0, 0
        for mark in _MARK.finditer(template):
            self.text += template[at : mark.start()]
            at = mark.end()
            start = len(self.text)
            if mark["secret"]:
                thing = self.world.things[mark["secret"]]
                self.text += thing.text
                self.spans.append(Span(start, len(self.text), Kind(thing.kind), thing.group))
            elif mark["family"]:
                self.text += self.world.family[mark["family"]]
                self.kept.append(Kept(start, len(self.text), "family"))
            elif mark["open"]:
                opened = start
            elif mark["close"]:
                self.kept.append(Kept(opened, start, "fact"))
            else:
                self.text += numbers.nhs_number(self.random)
        self.text += template[at:]


def records(seed: int, count: int) -> Iterator[Annotated]:
    """`count` records, the same for the same seed; every second family's names are of no list."""
    for number in range(count):
        random = Random(f"{seed}/{number}")
        world = World(random, known_names=number % 2 == 0)
        draft = Draft(world, random)
        _LAYOUTS[number // 2 % len(_LAYOUTS)](draft)
        style = random.choice(STYLES)
        text = _styled(draft, style)
        terms = tuple(ProtectTerm(t.text.replace("\n", ", "), Kind(t.kind)) for t in dict.fromkeys(world.protect))
        case = Case("BENCH", keep=world.keep, protect=terms)
        yield Annotated(f"{seed}-{number}-{style}", text, tuple(draft.spans), tuple(draft.kept), case)


def _prose(draft: Draft) -> None:
    for title in ("Social work assessment", "Family and household", "Views of professionals", "Analysis"):
        draft.add(f"{title}\n")
        for sentence in draft.random.sample(said.PROSE, 5):
            draft.add(sentence + draft.random.choice([" ", " ", "\n"]))
        draft.text = draft.text.rstrip() + "\n"


def _form(draft: Draft) -> None:
    draft.add("REFERRAL FORM\n")
    gap = draft.random.choice(["\n", ": ", "\t", ": "])
    for label, value in draft.random.sample(said.FORM, 18):
        draft.add(f"{label}{gap}{value}\n")
    draft.add("Reason for referral\n")
    for sentence in draft.random.sample(said.PROSE, 6):
        draft.add(sentence + "\n")


def _chronology(draft: Draft) -> None:
    draft.add("Date\tEvent\n")
    for year, sentence in enumerate(draft.random.sample(said.PROSE, 16)):
        draft.add(f"«{draft.random.randint(1, 28):02}/0{draft.random.randint(1, 9)}/20{10 + year % 12}»\t{sentence}\n")


def _letter(draft: Draft) -> None:
    draft.add(
        draft.random.choice(said.LETTER_HEAD) + "\n\nDear <gp_doctor_dr>\nRe: ~child~ ~surname~, «dob 09/11/2013»\n"
    )
    for sentence in draft.random.sample(said.PROSE, 8):
        draft.add(sentence + draft.random.choice([" ", "\n"]))
    draft.text = draft.text.rstrip() + "\n"
    draft.add(draft.random.choice(said.LETTER_FOOT) + "\n")


def _minutes(draft: Draft) -> None:
    draft.add(draft.random.choice(said.MINUTES_HEAD) + "\n")
    for sentence in draft.random.sample(said.PROSE, 9):
        draft.add(sentence + "\n")
    draft.add("Actions\n")
    for bullet in draft.random.sample(said.BULLETS, 7):
        draft.add(f"• {bullet}\n")


_LAYOUTS = (_prose, _form, _chronology, _letter, _minutes)


def _styled(draft: Draft, style: str) -> str:
    """The text as somebody typed or scanned it; no character moves."""
    text = draft.text
    if style == "capitals":
        upper = text.upper()
        return upper if len(upper) == len(text) else text
    if style == "small":
        return _some_lines_small(draft)
    if style == "broken":
        return _broken(text, draft.random)
    if style == "slips":
        return _slipped(draft)
    return text


def _some_lines_small(draft: Draft) -> str:
    lines = draft.text.split("\n")
    return "\n".join(line.lower() if draft.random.random() < 0.5 and "@" not in line else line for line in lines)


def _broken(text: str, random: Random) -> str:
    """Lines of a narrow column: blanks become line breaks."""
    out, column, width = [], 0, random.randint(50, 75)
    for character in text:
        column = 0 if character == "\n" else column + 1
        if character == " " and column > width:
            out.append("\n")
            column = 0
        else:
            out.append(character)
    return "".join(out)


def _slipped(draft: Draft) -> str:
    """One pair of letters changed places in some long names."""
    letters = list(draft.text)
    for span in draft.spans:
        if (
            span.end - span.start >= 10
            and span.kind not in (Kind.IDENTIFIER, Kind.PHONE, Kind.WEB, Kind.RELOCATION)
            and draft.random.random() < 0.25
        ):
            at = draft.random.randrange(span.start + 1, span.end - 2)
            if letters[at].isalpha() and letters[at + 1].isalpha():
                letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)
