"""Mutation test of the PDF verdict: each leak is planted on purpose in a good strict copy, and each must fail it.

Most leaks must be found by a reader as text, not only by the shape of the file: `unread` names those whose text no
reader can be expected to spell; the allow list must fail them.
"""

import io
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from sanitiser.domain.document import Document, Label, Section
from sanitiser.domain.kinds import Kind
from sanitiser.domain.record import MediaType, PdfMode
from sanitiser.domain.verdict import Needle, Verdict
from sanitiser.formats.pdf.typeset import typeset
from sanitiser.limits import DEFAULT
from sanitiser.verify import verify
from tests.formats.pdf.typeset import samples
from tests.formats.pdf.typeset.samples import p

SECRET = "Harehills"
NEEDLES = (Needle(SECRET, Kind.PLACE), Needle("Leeds City Council", Kind.LOCAL_AUTHORITY), Needle("Ali", Kind.PERSON))

DOCUMENT = Document((Section((p("Plan", heading=1), p("Home: ", Label("[PLACE 1]"), ", safe and over."))),))
[GOOD] = typeset(DOCUMENT, DEFAULT)


def judge(data: bytes, needles: tuple[Needle, ...] = NEEDLES) -> Verdict:
    return verify(data, MediaType.PDF, PdfMode.STRICT, needles, DEFAULT)


def test_good_copies_pass() -> None:
    for document in (DOCUMENT, samples.conference(), samples.hostile(), Document(())):
        [data] = typeset(document, DEFAULT)
        verdict = judge(data)
        assert verdict.passed, [check for check in verdict.checks if not check.passed]


def test_a_text_that_stays_may_stay_as_often_as_decided_though_a_table_head_repeats_it() -> None:
    rows = [("Kezia", "Event"), *(("1 May 2024", "word " * 60) for _ in range(40))]
    [data] = typeset(Document((Section((samples.table(*rows),)),)), DEFAULT)
    assert judge(data, (Needle("Kezia", Kind.PERSON, 1),)).passed
    assert not judge(data, (Needle("Kezia", Kind.PERSON, 0),)).passed


# --- leaks planted through the object model -------------------------------------------------------------------------

Plant = Callable[[pikepdf.Pdf], None]
PLANTS: dict[str, Plant] = {}


def plant(function: Plant) -> Plant:
    PLANTS[function.__name__] = function
    return function


def content(pdf: pikepdf.Pdf, extra: bytes) -> None:
    page = pdf.pages[0]
    page.Contents = pdf.make_stream(page.Contents.read_bytes() + b"\n" + extra)


def helvetica(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.Font.F9 = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def shown(operators: bytes, text: bytes = b"(Harehills) Tj") -> Plant:
    def add(pdf: pikepdf.Pdf) -> None:
        helvetica(pdf)
        content(pdf, b"q BT /F9 10 Tf " + operators + b" " + text + b" ET Q")

    return add


PLANTS["visible text"] = shown(b"100 100 Td")
PLANTS["invisible text"] = shown(b"3 Tr 100 100 Td")
PLANTS["white text"] = shown(b"1 1 1 rg 100 100 Td")
PLANTS["tiny text"] = shown(b"0.01 0 0 0.01 100 100 Tm")
PLANTS["text off the page"] = shown(b"5000 5000 Td")
PLANTS["rotated text"] = shown(b"0 1 -1 0 100 100 Tm")
PLANTS["letters apart"] = shown(b"100 100 Td", b"[(H) -900 (a) -900 (r) -900 (e) -900 (h) -900 (ills)] TJ")
PLANTS["text backwards"] = shown(b"100 100 Td", b"(sllih) Tj (eraH) Tj")
PLANTS["name of several words over two operators"] = shown(b"100 100 Td", b"(Leeds City) Tj 0 -12 Td (Council) Tj")
PLANTS["short name in its own case"] = shown(b"100 100 Td", b"(to Ali now) Tj")
PLANTS["soft hyphen"] = shown(b"100 100 Td", b"(Hare\\255hills) Tj")


@plant
def clipped_text(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    content(pdf, b"q 0 0 1 1 re W n BT /F9 10 Tf 100 100 Td (Harehills) Tj ET Q")


@plant
def form_xobject(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    form = pdf.make_stream(b"BT /F9 10 Tf 100 100 Td (Harehills) Tj ET")
    form.update(
        Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 500]), Resources=pdf.pages[0].Resources)
    )
    pdf.pages[0].Resources.XObject = Dictionary(X1=pdf.make_indirect(form))
    content(pdf, b"/X1 Do")


@plant
def actual_text_in_content(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"/Span <</ActualText (Harehills)>> BDC EMC")


@plant
def actual_text_in_content_utf16(pdf: pikepdf.Pdf) -> None:
    text = b"<FEFF" + SECRET.encode("utf-16-be").hex().encode() + b">"
    content(pdf, b"/Span <</ActualText " + text + b">> BDC EMC")


@plant
def comment_in_content(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"% Harehills\n")


@plant
def marked_point(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"/Harehills MP")


@plant
def inline_image(pdf: pikepdf.Pdf) -> None:
    content(pdf, b"BI /W 9 /H 1 /BPC 8 /CS /G ID Harehills EI")


@plant
def image_metadata(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(b"\x00")
    meta = pdf.make_stream(b"<x>Harehills</x>")
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
            Metadata=meta,
        )
    )
    pdf.pages[0].Resources.XObject = Dictionary(I1=pdf.make_indirect(image))


@plant
def alternative_text(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].Alt = String(SECRET)


@plant
def actual_text_in_structure(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].ActualText = String(SECRET)


@plant
def expansion_in_structure(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.K[0].E = String(SECRET)


@plant
def role_map(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Harehills": Name.P})


@plant
def class_map(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.ClassMap = Dictionary({"/C1": Dictionary(O=Name("/Harehills"))})


@plant
def outline_title(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String(SECRET)


@plant
def info_author(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Author = String(SECRET)


@plant
def info_custom_key(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info["/Harehills"] = String("x")


@plant
def xmp(pdf: pikepdf.Pdf) -> None:
    old = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(old.replace(b"<dc:format>", b"<dc:creator>Harehills</dc:creator><dc:format>"))


@plant
def page_xmp(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Metadata = pdf.make_stream(b"<x>Harehills</x>")


@plant
def annotation(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(SECRET))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


@plant
def annotation_author_hidden(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=Array([0, 0, 9, 9]), T=String(SECRET), F=2)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


@plant
def annotation_appearance(pdf: pikepdf.Pdf) -> None:
    form = pdf.make_stream(b"BT /Span <</ActualText (Harehills)>> BDC EMC (x) Tj ET")
    form.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=pdf.make_indirect(form))
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


@plant
def link_target(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://www.harehills.gov.uk/x"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])


@plant
def form_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("f"), V=String(SECRET)))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@plant
def xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array(), XFA=pdf.make_stream(b"<f>Harehills</f>"))


@plant
def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["note.txt"] = b"he lives in Harehills"


@plant
def attachment_name(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["Harehills.txt"] = b"x"


@plant
def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('Harehills')"))


@plant
def named_script(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"var x = 'Harehills'"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("n"), pdf.make_indirect(action)])))


@plant
def named_destination(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(SECRET), Array([pdf.pages[0].obj, Name.Fit])])))


@plant
def page_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))


@plant
def layer_name(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(SECRET)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))


@plant
def article_thread(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Threads = Array([pdf.make_indirect(Dictionary(I=Dictionary(Title=String(SECRET))))])


@plant
def piece_info(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].PieceInfo = Dictionary(App=Dictionary(Private=String(SECRET)))


@plant
def font_name(pdf: pikepdf.Pdf) -> None:
    next(iter(pdf.pages[0].Resources.Font.values())).BaseFont = Name("/ABCDEF+HarehillsSans")


@plant
def font_family(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    font.DescendantFonts[0].FontDescriptor.FontFamily = String(SECRET)


@plant
def font_program(pdf: pikepdf.Pdf) -> None:
    program = next(iter(pdf.pages[0].Resources.Font.values())).DescendantFonts[0].FontDescriptor.FontFile2
    program.write(program.read_bytes() + b"\x00Harehills\x00")


@plant
def to_unicode_of_one_glyph(pdf: pikepdf.Pdf) -> None:
    cmap = next(iter(pdf.pages[0].Resources.Font.values())).ToUnicode
    text = SECRET.encode("utf-16-be").hex().upper().encode()
    cmap.write(cmap.read_bytes().replace(b"endbfchar", b"<0001> <" + text + b">\nendbfchar", 1))


@plant
def resource_name(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.Font[Name("/Harehills")] = next(iter(pdf.pages[0].Resources.Font.values()))


@plant
def unknown_page_key(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0]["/Harehills"] = 1


@plant
def unreferenced_object(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Extra = pdf.make_indirect(Dictionary(Note=String(SECRET)))


@plant
def language_tag(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = String("en-x-harehills")


@plant
def viewer_preferences(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.Extra = String(SECRET)


@plant
def signature(pdf: pikepdf.Pdf) -> None:
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Location=String(SECRET), Contents=String("\x00"))
    pdf.Root.Perms = Dictionary(DocMDP=pdf.make_indirect(value))


@plant
def colour_space_name(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ColorSpace = Dictionary(
        c0=Array([Name.Separation, Name("/Harehills"), Name.DeviceGray, Dictionary()])
    )


# What fails whenever another program saves a copy: the file's layout and its second identifier.
SAVED_ANEW = {"strict:bytes", "strict:trailer"}


def planted(add: Plant) -> bytes:
    pdf = pikepdf.open(io.BytesIO(GOOD))
    add(pdf)
    saved = io.BytesIO()
    pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False)
    return saved.getvalue()


@pytest.mark.parametrize("name", sorted(PLANTS))
def test_a_planted_leak_is_read_and_fails_the_copy(name: str) -> None:
    verdict = judge(planted(PLANTS[name]))
    assert not verdict.passed
    failed = {check.name for check in verdict.checks if not check.passed}
    assert any(check.startswith("residue:") for check in failed), failed
    assert SECRET.lower() not in repr(verdict).lower()


@pytest.mark.parametrize("name", sorted(PLANTS))
def test_what_is_planted_is_not_on_the_allow_list_either(name: str) -> None:
    """Without the needle the copy must fail all the same: only `visible` leaks may look like text of the record."""
    failed = {check.name for check in judge(planted(PLANTS[name]), ()).checks if not check.passed}
    assert failed - SAVED_ANEW, "only the layout of the file gave it away"


# --- leaks planted in the bytes -------------------------------------------------------------------------------------


def insert_object(data: bytes, body: bytes) -> bytes:
    at = data.index(b"\nxref\n")
    return data[:at] + b"\n999 0 obj\n" + body + b"\nendobj\n" + data[at:]


def incremental(data: bytes) -> bytes:
    update = b"\n999 0 obj\n<</Old(Harehills)>>\nendobj\n"
    return (
        data
        + update
        + b"xref\n999 1\n"
        + b"%010d 00000 n\r\n" % (len(data) + 1)
        + b"trailer\n<</Size 1000/Prev 1>>\n%%EOF"
    )


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "before the header": lambda data: b"% Harehills\n" + data,
    "after the end": lambda data: data + b"\nHarehills",
    "after the end, UTF-16": lambda data: data + b"\n" + SECRET.encode("utf-16-le"),
    "after the end, hexadecimal": lambda data: data + b"\n" + SECRET.encode().hex().encode(),
    "after the end, base64": lambda data: data + b"\nSGFyZWhpbGxzIQ==",
    "after the end, deflated": lambda data: data + b"\nstream\n" + zlib.compress(b"in Harehills now") + b"\nendstream",
    "comment between objects": lambda data: data.replace(b"\nendobj\n2 0 obj", b"\nendobj\n% Harehills\n2 0 obj", 1),
    "comment in the header": lambda data: data.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%Harehills\n", 1),
    "object that no table lists": lambda data: insert_object(data, b"<</X(Harehills)>>"),
    "escaped string in an unlisted object": lambda data: insert_object(data, b"<</X(\\110arehills)>>"),
    "name with escapes in an unlisted object": lambda data: insert_object(data, b"<</X/#48arehills>>"),
    "deflated stream in an unlisted object": lambda data: insert_object(
        data, b"<</Length 1>>\nstream\n" + zlib.compress(b"in Harehills now") + b"\nendstream"
    ),
    "incremental update": incremental,
    "slack after a stream": lambda data: data.replace(b"\nendstream", b"\nHarehills\nendstream", 1),
    "comment in the trailer": lambda data: data.replace(b"trailer\n", b"trailer\n%Harehills\n", 1),
}


@pytest.mark.parametrize("name", sorted(BYTES))
def test_a_leak_planted_in_the_bytes_fails_the_copy(name: str) -> None:
    data = BYTES[name](GOOD)
    assert data != GOOD
    failed = {check.name for check in judge(data).checks if not check.passed}
    assert "residue:bytes" in failed or "readable" in failed, failed
    assert {check.name for check in judge(data, ()).checks if not check.passed}


def test_damaged_and_foreign_files_do_not_pass() -> None:
    for data in (b"", b"%PDF-1.7", GOOD[: len(GOOD) // 2], b"PK\x03\x04" + GOOD):
        assert not judge(data).passed


def test_saving_a_copy_anew_fails_by_its_layout_alone() -> None:
    """What the test of the allow list above stands on: nothing else fails without a planted leak."""
    failed = {check.name for check in judge(planted(lambda pdf: None)).checks if not check.passed}
    assert failed == SAVED_ANEW
