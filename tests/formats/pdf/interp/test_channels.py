"""A secret planted in any channel is found there, to be searched and dropped."""

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from sanitiser.formats.pdf import channels
from sanitiser.formats.pdf.interp import interpret
from sanitiser.formats.pdf.opening import open_pdf
from sanitiser.limits import DEFAULT

from .make import data, new

SECRET = "Zanzibarville"
Plant = Callable[[pikepdf.Pdf], None]


def _annotation(**keys: object) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), **keys)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return plant


def _field(**keys: object) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        field = pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, F=2, Rect=Array([0, 0, 9, 9]), **keys)
        )
        pdf.pages[0].Annots = Array([field])
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))

    return plant


def _root(**keys: object) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        for key, value in keys.items():
            pdf.Root["/" + key] = value(pdf) if callable(value) else value

    return plant


def _content(content: str, **resources: object) -> Plant:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(content.encode())
        for key, value in resources.items():
            pdf.pages[0].Resources["/" + key] = value

    return plant


def _info(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Company"] = SECRET


def _outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = f"notes about {SECRET}".encode()


def _attachment_name(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{SECRET}.docx"] = b"PK\x03\x04"


def _unreferenced(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Keep = Array([])
    lost = pdf.make_indirect(Dictionary(Type=Name("/Lost"), Note=SECRET))
    pdf.Root.Keep.append(lost)


PLANTS: dict[str, Plant] = {
    "info": _info,
    "metadata": _root(
        Metadata=lambda pdf: pdf.make_stream(
            f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc>{SECRET}</dc></x:xmpmeta>'.encode(),
            Type=Name.Metadata,
            Subtype=Name.XML,
        )
    ),
    "outlines": _outline,
    "page-labels": _root(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=SECRET, S=Name.D)]))),
    "names": _root(Names=Dictionary(Dests=Dictionary(Names=Array([SECRET, Array([])])))),
    "links": _annotation(A=Dictionary(S=Name.URI, URI=f"https://{SECRET}.example/")),
    "annotations": _annotation(Contents=SECRET),
    "annotation authors": _annotation(T=SECRET),
    "rich comments": _annotation(RC=f"<p>{SECRET}</p>"),
    "field values": _field(V=SECRET, T="a"),
    "field names": _field(T=SECRET),
    "field tooltips": _field(T="a", TU=SECRET),
    "field options": _field(T="a", Opt=Array([SECRET, "b"])),
    "javascript": _root(OpenAction=Dictionary(S=Name.JavaScript, JS=f"app.alert('{SECRET}')")),
    "xfa": _field(T="a", XFA=SECRET),
    "attachments": _attachment,
    "attachment names": _attachment_name,
    "structure": _root(StructTreeRoot=Dictionary(K=Dictionary(S=Name.P, Alt=SECRET))),
    "expansions": _root(StructTreeRoot=Dictionary(K=Dictionary(S=Name.P, E=SECRET))),
    "layers": _root(OCProperties=Dictionary(OCGs=Array([Dictionary(Type=Name.OCG, Name=SECRET)]))),
    "piece-info": _root(PieceInfo=Dictionary(App=Dictionary(Private=Dictionary(Path=SECRET), LastModified="D:2"))),
    "signatures": _root(Sig=Dictionary(Type=Name.Sig, Name=SECRET, Location=SECRET)),
    "threads": _root(Threads=Array([Dictionary(Type=Name.Thread, I=Dictionary(Title=SECRET))])),
    "unknown keys": _unreferenced,
    "actual text": _content(f"/P <</ActualText ({SECRET})>> BDC EMC"),
    "property lists": _content(f"/P <</Alt ({SECRET})>> BDC EMC"),
    "named property lists": _content("/P /X BDC EMC", Properties=Dictionary(X=Dictionary(E=SECRET))),
    "invisible text": _content(f"3 Tr BT /F1 9 Tf 9 9 Td ({SECRET}) Tj ET"),
    "invisible letters": _content(
        "3 Tr BT /F1 9 Tf 9 9 Td " + " ".join(f"({c}) Tj" for c in SECRET) + " ET"
    ),
    "white text": _content(f"1 g BT /F1 9 Tf 9 9 Td ({SECRET}) Tj ET"),
}  # fmt: skip


def _read(made: bytes) -> channels.Channels:
    pdf = open_pdf(made, DEFAULT)
    return channels.read(pdf, made, interpret(pdf, DEFAULT), DEFAULT)


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_secret_is_found(name: str) -> None:
    pdf = new(b"BT /F1 12 Tf 20 100 Td (Body) Tj ET")
    PLANTS[name](pdf)
    found = _read(data(pdf))
    assert any(SECRET in item.text for item in found.hidden)
    assert not any(item.channel == "" for item in found.hidden)
    assert found.removed


def test_stray_bytes_and_revisions_are_counted() -> None:
    made = data(new(b"BT /F1 12 Tf 20 100 Td (Body) Tj ET"))
    found = _read(b"From Zanzibarville\n" + made + b"after: Zanzibarville")
    assert {h.channel for h in found.hidden if SECRET in h.text} == {"before-header", "after-end"}
    revised = made + b"\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
    assert {r.channel: r.count for r in _read(revised).removed}["earlier-revisions"] == 1


def test_what_only_repeats_the_page_is_not_repeated() -> None:
    pdf = new(b"/P <</ActualText (Some body)>> BDC BT /F1 12 Tf 20 100 Td (Some body text) Tj ET EMC")
    assert not [h for h in _read(data(pdf)).hidden if h.channel == "actual-text"]


def test_hidden_text_does_not_grow_without_end() -> None:
    pdf = new(b"")
    pdf.Root.Notes = Array([f"{i:06d}" + "x" * 150_000 for i in range(60)])
    found = _read(data(pdf))
    assert sum(len(h.text) for h in found.hidden) <= channels.MAX_CHARACTERS
