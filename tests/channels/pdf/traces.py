"""What is left of a text that was taken away, planted in a copy: no letter of it, but its width, its place, its glyphs.

And channels of LEAKS.md that `plants.py` has no plant for. `TRACES` change an open PDF as plants do.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.channels.pdf.plants import SECRET, Plant, content, helvetica

TRACES: dict[str, Plant] = {}


def trace(function: Plant) -> Plant:
    TRACES[function.__name__] = function
    return function


def _edited(old: bytes, new: bytes) -> Plant:
    def edit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        data = page.Contents.read_bytes()
        if old not in data:
            raise KeyError(old)
        page.Contents = pdf.make_stream(data.replace(old, new, 1))

    return edit


TRACES["word spacing left"] = _edited(b"BT", b"BT 3.7 Tw")
TRACES["letter spacing left"] = _edited(b"BT", b"BT 0.13 Tc")
TRACES["stretching left"] = _edited(b"BT", b"BT 93 Tz")
TRACES["rise left"] = _edited(b"BT", b"BT 2 Ts")
TRACES["rectangle of an old box"] = lambda pdf: content(pdf, b"q 0.5 g 100 100 61.7 12 re f Q")
TRACES["letters of another font"] = lambda pdf: (helvetica(pdf), None)[1]


@trace
def glyph_nobody_shows(pdf: pikepdf.Pdf) -> None:
    """A letter left in a subset: nothing but its ToUnicode says so."""
    cmap = next(iter(pdf.pages[0].Resources.Font.values())).ToUnicode
    cmap.write(cmap.read_bytes().replace(b"endbfchar", b"<0777> <00500051>\nendbfchar", 1))


@trace
def width_nobody_uses(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0]
    font.W.append(1911)
    font.W.append(Array([617]))


@trace
def width_of_another_letter(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0]
    last = font.W[len(font.W) - 1]
    widths = last if isinstance(last, Array) else font.W
    widths[len(widths) - 1] = int(widths[len(widths) - 1]) + 41


@trace
def char_set(pdf: pikepdf.Pdf) -> None:
    descriptor = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0].FontDescriptor
    descriptor.CharSet = String("/H/a/r/e/h/i/l/l/s")


@trace
def dates(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.CreationDate = String("D:20240503101112+01'00'")


@trace
def type_3_glyph(pdf: pikepdf.Pdf) -> None:
    """A glyph that draws the whole word."""
    helvetica(pdf)
    resources = Dictionary(Font=Dictionary(F9=pdf.pages[0].Resources.Font.F9))
    drawn = pdf.make_stream(b"600 0 d0 BT /F9 10 Tf (Harehills) Tj ET")
    pdf.pages[0].Resources.Font.F8 = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 750, 750]), FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(square=pdf.make_indirect(drawn)), FirstChar=97, LastChar=97, Widths=Array([600]), Resources=resources,
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.square])),
    )  # fmt: skip
    content(pdf, b"BT /F8 12 Tf 100 100 Td (a) Tj ET")


@trace
def reply_to_a_note(pdf: pikepdf.Pdf) -> None:
    note = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9])))
    reply = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), IRT=note, Contents=String(SECRET))
    pdf.pages[0].Annots = Array([note, pdf.make_indirect(reply)])


@trace
def media(pdf: pikepdf.Pdf) -> None:
    clip = Dictionary(S=Name.MCD, N=String(SECRET), D=Dictionary(F=String("x.mp4")))
    shown = Dictionary(S=Name.Rendition, R=Dictionary(C=clip))
    screen = Dictionary(Type=Name.Annot, Subtype=Name.Screen, Rect=Array([0, 0, 9, 9]), A=shown)
    pdf.pages[0].Annots = Array([pdf.make_indirect(screen)])


def _picture(pdf: pikepdf.Pdf, data: bytes, **more: pikepdf.Object) -> pikepdf.Object:
    image = pdf.make_stream(data)
    look = Dictionary(Width=len(data), Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
    image.update(Dictionary(Type=Name.XObject, Subtype=Name.Image, **look.as_dict(), **more))
    return pdf.make_indirect(image)


def _show(pdf: pikepdf.Pdf, image: pikepdf.Object) -> None:
    pdf.pages[0].Resources.XObject = Dictionary(I1=image)
    content(pdf, b"q 9 0 0 9 100 100 cm /I1 Do Q")


@trace
def soft_mask(pdf: pikepdf.Pdf) -> None:
    _show(pdf, _picture(pdf, b"\x00", SMask=_picture(pdf, SECRET.encode())))


@trace
def alternate_image(pdf: pikepdf.Pdf) -> None:
    _show(pdf, _picture(pdf, b"\x00", Alternates=Array([Dictionary(Image=_picture(pdf, SECRET.encode()))])))
