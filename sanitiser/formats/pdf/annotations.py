"""What annotations and form fields show on a page.

Appearances are interpreted like forms. A field or a free text that has a value but no appearance is laid out by the
reader who opens it: its words are given as glyphs of a simple layout in its rectangle.
"""

from typing import TYPE_CHECKING, Any, Final

import pikepdf

from sanitiser.formats.pdf import streams
from sanitiser.formats.pdf.canvas import Canvas
from sanitiser.formats.pdf.geometry import IDENTITY, Box, Matrix, box_under, multiply
from sanitiser.formats.pdf.page import Glyph, Run
from sanitiser.formats.pdf.state import State

if TYPE_CHECKING:
    from sanitiser.formats.pdf.frame import Task
    from sanitiser.formats.pdf.interp import Interpreter

_HIDDEN: Final = 2
_NO_VIEW: Final = 32
_PASSWORD: Final = 1 << 13
_MAX_ANNOTATIONS: Final = 20_000
_MAX_VALUE: Final = 100_000
_MAX_PARENTS: Final = 32


def draw(owner: "Interpreter", task: "Task", page: pikepdf.Page, index: int, base: Matrix) -> None:
    """Interpret the visible appearances of a page's annotations."""
    found = page.obj.get("/Annots")
    if not isinstance(found, pikepdf.Array):
        return
    form = owner.pdf.Root.get("/AcroForm")
    renew = isinstance(form, pikepdf.Dictionary) and streams.flag(form.get("/NeedAppearances"))
    for number, annotation in enumerate(found):
        if number >= _MAX_ANNOTATIONS:
            task.canvas.notices.add("too-many-annotations")
            break
        if isinstance(annotation, pikepdf.Dictionary):
            _annotation(owner, task, annotation, f"{index}:{number}", base, renew)


def _annotation(owner: "Interpreter", task: "Task", annotation: Any, number: str, base: Matrix, renew: bool) -> None:
    kind = streams.name(annotation.get("/Subtype"))
    flags = int(streams.real(annotation.get("/F")))
    if flags & (_HIDDEN | _NO_VIEW) or kind == "/Popup":
        return
    off = not owner.layers.shown(annotation.get("/OC"))
    rect = _rect(annotation.get("/Rect"))
    value = shown_value(annotation) if kind in ("/Widget", "/FreeText") else ""
    first = len(task.canvas.glyphs)
    appearance = normal_appearance(annotation)
    if appearance is not None and rect is not None:
        _appearance(owner, task, appearance, rect, number, base, off)
    if not value or rect is None or off:
        return
    drawn = "".join(g.text for g in task.canvas.glyphs[first:] if not g.hidden)
    if not drawn.strip() or (renew and _letters(drawn) != _letters(value)):
        del task.canvas.glyphs[first:]
        lay_out(task.canvas, value, box_under(rect, base), f"field:{number}", _font_size(annotation))


def normal_appearance(annotation: Any) -> pikepdf.Stream | None:
    """The normal appearance of an annotation in its state; None when it has none."""
    found = annotation.get("/AP")
    normal = found.get("/N") if isinstance(found, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Stream):
        return normal
    if isinstance(normal, pikepdf.Dictionary):
        state = streams.name(annotation.get("/AS"))
        inner = streams.items(normal).get(state)
        return inner if isinstance(inner, pikepdf.Stream) else None
    return None


def _appearance(
    owner: "Interpreter", task: "Task", stream: pikepdf.Stream, rect: Box, number: str, base: Matrix, off: bool
) -> None:
    """Algorithm 8 of ISO 32000-1, 12.5.5: the appearance's box is fitted to the rectangle."""
    box = _rect(stream.get("/BBox"))
    if box is None:
        return
    found = streams.reals(stream.get("/Matrix"), 6)
    matrix: Matrix = (found[0], found[1], found[2], found[3], found[4], found[5]) if found else IDENTITY
    x0, y0, x1, y1 = box_under(box, matrix)
    sx = (rect[2] - rect[0]) / (x1 - x0) if x1 > x0 else 1.0
    sy = (rect[3] - rect[1]) / (y1 - y0) if y1 > y0 else 1.0
    fitted: Matrix = (sx, 0.0, 0.0, sy, rect[0] - x0 * sx, rect[1] - y0 * sy)
    state = State(multiply(matrix, multiply(fitted, base)))
    state.clip = box_under(box, state.ctm)
    path = ((f"annot:{number}", 0),)
    task.form(stream, owner.resources(None), state, "form", path, frozenset(), off)


def inherited(field: Any, key: str) -> Any:
    """An entry of a field or of its nearest ancestor that has it."""
    node = field
    for _ in range(_MAX_PARENTS):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def shown_value(annotation: Any) -> str:
    """The text that a reader would show for a field's value or a free text, "" when none."""
    if streams.name(annotation.get("/Subtype")) == "/FreeText":
        return streams.text(annotation.get("/Contents"))[:_MAX_VALUE]
    kind = streams.name(inherited(annotation, "/FT"))
    flags = int(streams.real(inherited(annotation, "/Ff")))
    if kind not in ("/Tx", "/Ch") or (kind == "/Tx" and flags & _PASSWORD):
        return ""
    value = inherited(annotation, "/V")
    values = list(value)[:1000] if isinstance(value, pikepdf.Array) else [value]
    texts = [value_text(v) for v in values]
    if kind == "/Ch":
        names = _options(inherited(annotation, "/Opt"))
        texts = [names.get(t, t) for t in texts]
    return "\n".join(t for t in texts if t)[:_MAX_VALUE]


def value_text(value: Any) -> str:
    """A value as text: a string, a stream of text, or a name."""
    if isinstance(value, pikepdf.Stream):
        try:
            return streams.text(pikepdf.String(value.read_bytes()[:_MAX_VALUE]))
        except pikepdf.PdfError:
            return ""
    return streams.text(value)


def _options(found: Any) -> dict[str, str]:
    """Export value to the words shown."""
    names: dict[str, str] = {}
    if isinstance(found, pikepdf.Array):
        for entry in found:
            if isinstance(entry, pikepdf.Array) and len(entry) == 2:
                names[streams.text(entry[0])] = streams.text(entry[1])
    return names


def _font_size(annotation: Any) -> float:
    """The size in the default appearance string, 10 when it is automatic."""
    words = streams.text(inherited(annotation, "/DA")).split()
    if "Tf" in words[1:]:
        at = words.index("Tf", 1)
        try:
            size = float(words[at - 1])
        except ValueError:
            size = 0.0
        if 3 <= size <= 72:
            return size
    return 10.0


def lay_out(canvas: Canvas, value: str, box: Box, stream: str, size: float) -> None:
    """Words set in lines of equal letters from the top left of a box."""
    run = Run(size=size, stream=stream)
    step, leading = size * 0.5, size * 1.2
    columns = max(4, int((box[2] - box[0] - 4) / step))
    y = min(box[1] + leading, (box[1] + box[3] + size) / 2)
    offset = 0
    for line in value.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        x = box[0] + 2
        for word in _pieces(line):
            if x + len(word) * step > box[0] + 2 + columns * step and x > box[0] + 2:
                x, y = box[0] + 2, y + leading
            for letter in word:
                canvas.glyphs.append(
                    Glyph(letter, x, y - 0.8 * size, x + step, y + 0.2 * size, x, y, run, "", 0, offset, 1, 0)
                )
                x += step
                offset += 1
        y += leading


def _pieces(line: str) -> list[str]:
    out: list[str] = []
    for letter in line:
        if out and (letter == " " or not out[-1].endswith(" ")):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def _letters(text: str) -> str:
    return "".join(text.split())


def _rect(value: Any) -> Box | None:
    found = streams.reals(value, 4)
    if found is None:
        return None
    return min(found[0], found[2]), min(found[1], found[3]), max(found[0], found[2]), max(found[1], found[3])
