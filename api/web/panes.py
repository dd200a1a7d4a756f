"""What the two panes of the desk hold: pages as pictures or a text in leaves; only what is looked at is sent."""

from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from api.web import sheets, texts
from api.web.sheets import Sheet
from api.web.station import Station
from sanitiser.review.desk import View

SIDES = ("original", "copy")


@dataclass(frozen=True, slots=True)
class Pane:
    """Pages, or else the leaves of a text, `total` in number; the text of leaf `first` is sent at once."""

    sheets: tuple[Sheet, ...] = ()
    total: int = 0
    first: int = 1
    text: Markup | None = None


def original(here: Station, view: View, alone: int = 0, *, again: bool = False) -> Pane:
    """The original's pages, or its text. `alone` asks for one page or leaf; `again` is asked by who has the text."""
    pages = sheets.of_original(here.desk, here.looking, view, here.at(view.kept.id))
    return _pane(pages, () if pages or again else leaves(here, view, "original"), alone)


def copy(here: Station, view: View, alone: int = 0) -> Pane:
    """The copy's pages, or its text; nothing where there is no copy."""
    pages = sheets.of_copy(here.looking, view, here.at(view.kept.id))
    return _pane(pages, () if pages or view.made.refused else leaves(here, view, "copy"), alone)


def leaves(here: Station, view: View, side: str) -> tuple[Markup, ...]:
    """The leaves of a text: of the original as it was understood with its marks, or of the copy as it reads again."""
    recent = here.looking.recent
    if side == "original":
        made: tuple[Markup, ...] = recent.of(
            lambda: texts.original(view.kept.record, view.decisions, bare=view.blind),
            view.kept.record,
            view.decisions,
            view.blind,
        )
        return made
    return recent.of(lambda: _copy(here, view), view.made.files)  # type: ignore[no-any-return]


def thumbnails(here: Station, view: View) -> tuple[bytes, ...]:
    """The pictures of the original, small; none when it is gone."""
    data = here.desk.original(view.kept)
    return here.looking.thumbnails(data, view.kept.sha256, view.kept.record.media_type) if data else ()


def _copy(here: Station, view: View) -> tuple[Markup, ...]:
    read = [here.looking.text(data, sha256(data).hexdigest()) for data in view.made.files]
    return texts.copy(document for document in read if document is not None)


def _pane(pages: tuple[sheets.Sheet, ...], text: tuple[Markup, ...], alone: int) -> Pane:
    first = min(max(1, alone), max(1, len(text)))
    shown = pages[alone - 1 : alone] if alone else pages
    return Pane(shown, len(pages or text), first, text[first - 1] if text else None)
