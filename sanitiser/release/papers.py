"""The papers that a pack opens with: the notice as plain text, and the notice and the contents as a tagged PDF.

Whoever a pack is passed on to reads them, so they bear no mark of the office that made them, and do not say why words
were replaced. The PDF is PDF/UA-1 and depends on nothing but what it is given: no clock, no random identifier.
"""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Any, Final

from sanitiser.errors import EnvironmentFault
from sanitiser.formats.pdf.typeset.characters import FONTS

PLAIN: Final = "README.txt"
READABLE: Final = "read-first.pdf"
_TEMPLATE: Final = Path(__file__).parent / "papers.typ"
_WIDTH: Final = 96
_own = threading.local()

LABELS: Final = (
    ("[SCHOOL 1], [SOCIAL WORKER 2]", "stand for a name. One label is one and the same thing in every copy."),
    ("[WITHHELD]", "stands for text that is not passed on."),
    ("[PICTURE]", "stands for a picture that was taken out."),
)
PLEASE_DO_NOT: Final = (
    "contact services that the family used before, or ask other areas about them;",
    "trace earlier addresses, schools or surgeries, or search national systems for them;",
    "raise alerts about missing people or missing records because earlier records look incomplete;",
    "work out what a label stands for, or write down what you think it is.",
)
ASK: Final = (
    "Ask the single point of contact (SPOC) of your local authority. They can have a question about a label answered "
    "(for example: which kind of hospital?), and they know how to ask for what is missing."
)
STOP: Final = (
    "If a copy shows something that it should not, stop reading, do not pass it on, and tell the SPOC of your local "
    "authority by telephone at once."
)
CHECKS: Final = (
    ("With the sanitiser", ("sanitiser verify-pack PACK.zip --key KEY.pem",)),
    (
        "With standard tools, in the folder that the pack was unzipped to",
        (
            "openssl base64 -d -A -in SHA256SUMS.sig -out signature",
            "openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in SHA256SUMS -sigfile signature",
            "sha256sum -c SHA256SUMS",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A file in the readable contents. `pages` is 0 where the file has none of its own; `about` may be empty."""

    name: str
    pages: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """What the papers say of a pack. `groups` are the files under the plain words of their categories."""

    reference: str
    number: int
    agency: str
    released: str
    people: tuple[str, ...]
    replaces: int | None
    groups: tuple[tuple[str, tuple[Listed, ...]], ...]


def opening(contents: Contents) -> str:
    """The first sentence: what the pack is."""
    about = f" about {_and(contents.people)}" if contents.people else ""
    return f"These are copies of records{about}, for: {contents.agency}. Some of their words were replaced on purpose."


def replacing(contents: Contents) -> str:
    """What to do with the pack that this one replaces; empty where there is none. Never says what changed."""
    if contents.replaces is None:
        return ""
    old = f"pack {contents.replaces}"
    return f"This pack takes the place of {old} as a whole. Destroy every copy of {old}, and those that were passed on."


def plain(contents: Contents) -> str:
    """The notice as text, in lines that any editor shows whole."""
    lines = ["Read this first", "", *wrap(opening(contents), _WIDTH)]
    lines += wrap(replacing(contents), _WIDTH)
    lines += ["", "Words in square brackets", *(f"  {label}: {words}" for label, words in LABELS)]
    lines += ["", "Please do not", *(f"  - {words}" for words in PLEASE_DO_NOT)]
    for title, words in (("If you need to know more", ASK), ("If something is wrong", STOP)):
        lines += ["", title, *("  " + line for line in wrap(words, _WIDTH))]
    lines += [
        "",
        "How to check this pack",
        "  KEY.pem is the sender's public key; have it by another way than the pack.",
    ]
    for manner, commands in CHECKS:
        lines += [f"  {manner}:", *(f"    {command}" for command in commands)]
    return "\n".join(lines) + "\n"


def readable(contents: Contents) -> bytes:
    """The notice on one page, then the contents, as PDF/UA-1. Raises EnvironmentFault if it cannot be typeset."""
    import typst

    data = {
        "opening": opening(contents),
        "replacing": replacing(contents),
        "labels": LABELS,
        "donots": PLEASE_DO_NOT,
        "ask": ASK,
        "stop": STOP,
        "checks": CHECKS,
        "facts": [
            ["Reference", contents.reference],
            ["Pack", str(contents.number)],
            ["For", contents.agency],
            ["About", _and(contents.people) or "the family"],
            ["Released", contents.released],
            ["Files", str(sum(len(files) for _, files in contents.groups))],
        ],
        "groups": [
            {"words": words, "files": [[f.name, str(f.pages or ""), f.about] for f in files]}
            for words, files in contents.groups
        ],
    }
    try:
        made = _compiler().compile(
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(data, sort_keys=True)},
            timestamp=None,
            pdf_tags=True,
        )
    except (typst.TypstError, RuntimeError, ValueError):
        # the typesetter's own message would quote names
        raise EnvironmentFault("the pack's first pages cannot be typeset") from None
    if not isinstance(made, bytes):
        raise EnvironmentFault("the pack's first pages cannot be typeset")
    return made


def _compiler() -> Any:
    """This thread's compiler: one that is shared fails when two threads use it."""
    import typst

    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(
            input=str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=[str(FONTS)], ignore_system_fonts=True
        )
    return _own.compiler


def _and(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1] if names else ""
