"""Leaks to plant in a PDF, one for each channel: through the object model, or in the bytes of the file.

Each hides the same secret; `PLANTS` change an open PDF that has a page, a font, a structure tree and an outline,
`BYTES` change a file as another program left it.
"""

import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

SECRET = "Harehills"

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


# --- more places that only a source has -----------------------------------------------------------------------------

SOURCES: dict[str, Plant] = {}


def source(function: Plant) -> Plant:
    SOURCES[function.__name__] = function
    return function


SOURCES["split inside the word over operators"] = shown(b"100 100 Td", b"(Hare) Tj (hills) Tj")
SOURCES["split by kerning"] = shown(b"100 100 Td", b"[(H) 20 (are) -15 (hills)] TJ")
SOURCES["hyphen at a line's end"] = shown(
    b"100 120 Td", b"(She lives in Hare-) Tj 0 -12 Td (hills with her mother.) Tj"
)
SOURCES["letter spacing"] = shown(b"6 Tc 100 100 Td")
SOURCES["narrow letters"] = shown(b"40 Tz 100 100 Td")
SOURCES["clipping text mode"] = shown(b"7 Tr 100 100 Td")
SOURCES["stroked letters"] = shown(b"1 Tr 100 100 Td")
SOURCES["mirrored"] = shown(b"-1 0 0 1 300 100 Tm")
SOURCES["octal escapes"] = shown(b"100 100 Td", b"(\\110are\\150ills) Tj")
SOURCES["hexadecimal string"] = shown(b"100 100 Td", b"<" + SECRET.encode().hex().encode() + b"> Tj")
SOURCES["in capitals"] = shown(b"100 100 Td", b"(HAREHILLS) Tj")
SOURCES["raised letters"] = shown(b"100 100 Td", b"(Hare) Tj 3 Ts (hills) Tj")
SOURCES["two sizes"] = shown(b"100 100 Td", b"(H) Tj /F9 7 Tf (AREHILLS) Tj")
SOURCES["drawn twice for boldness"] = shown(b"100 100 Td", b"(Harehills) Tj 0.2 0 Td (Harehills) Tj")
SOURCES["letter by letter"] = shown(
    b"100 100 Td", b" ".join(b"1 0 0 1 %d 100 Tm (%c) Tj" % (100 + 6 * n, c) for n, c in enumerate(SECRET.encode()))
)
SOURCES["letters in reverse order"] = shown(
    b"100 100 Td",
    b" ".join(b"1 0 0 1 %d 100 Tm (%c) Tj" % (100 + 6 * n, c) for n, c in reversed(list(enumerate(SECRET.encode())))),
)


@source
def split_over_content_streams(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    page = pdf.pages[0]
    first = pdf.make_stream(page.Contents.read_bytes() + b"\nBT /F9 10 Tf 100 100 Td (Hare) Tj")
    page.Contents = Array([first, pdf.make_stream(b"(hills) Tj ET")])


@source
def split_over_forms(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    forms = Dictionary()
    for number, (x, piece) in enumerate(((100, b"Hare"), (122, b"hills"))):
        form = pdf.make_stream(b"BT /F9 10 Tf %d 100 Td (%s) Tj ET" % (x, piece))
        form.update(
            Dictionary(
                Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 500, 500]), Resources=pdf.pages[0].Resources
            )
        )
        forms[f"/X{number}"] = pdf.make_indirect(form)
    pdf.pages[0].Resources.XObject = forms
    content(pdf, b"/X0 Do /X1 Do")


@source
def split_over_pages(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    content(pdf, b"BT /F9 10 Tf 72 60 Td (and after that the family lived for a year in Hare-) Tj ET")
    pdf.add_blank_page(page_size=(595, 842))
    second = pdf.pages[1]
    second.Resources = Dictionary(Font=Dictionary(F9=pdf.pages[0].Resources.Font.F9))
    second.Contents = pdf.make_stream(b"BT /F9 10 Tf 72 780 Td (hills, near the park.) Tj ET")


@source
def covered_by_a_box(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    content(pdf, b"BT /F9 10 Tf 100 100 Td (Harehills) Tj ET 0 g 90 90 120 30 re f")


@source
def cropped_away(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    content(pdf, b"BT /F9 10 Tf 100 10 Td (Harehills) Tj ET")
    pdf.pages[0].CropBox = Array([0, 60, 595, 842])


@source
def layer_that_is_off(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    pdf.pages[0].Resources.Properties = Dictionary(L1=layer)
    content(pdf, b"/OC /L1 BDC BT /F9 10 Tf 100 100 Td (Harehills) Tj ET EMC")


@source
def tiling_pattern(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    pattern = pdf.make_stream(b"BT /F9 10 Tf 0 5 Td (Harehills) Tj ET")
    pattern.update(
        Dictionary(
            Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=Array([0, 0, 60, 20]), XStep=60, YStep=20,
            Resources=Dictionary(Font=Dictionary(F9=pdf.pages[0].Resources.Font.F9)),
        )
    )  # fmt: skip
    pdf.pages[0].Resources.Pattern = Dictionary(P1=pdf.make_indirect(pattern))
    content(pdf, b"/Pattern cs /P1 scn 100 100 60 20 re f")


@source
def glyph_names_in_differences(pdf: pikepdf.Pdf) -> None:
    names = [Name("/" + letter) for letter in SECRET]
    pdf.pages[0].Resources.Font.F8 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([1, *names])),
    )
    content(pdf, b"BT /F8 10 Tf 100 100 Td <010203040506070809> Tj ET")


@source
def one_glyph_that_means_the_whole_word(pdf: pikepdf.Pdf) -> None:
    cmap = (
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <"
        + SECRET.encode("utf-16-be").hex().encode()
        + b"> endbfchar endcmap"
    )
    pdf.pages[0].Resources.Font.F7 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Helvetica,
        Encoding=Name.WinAnsiEncoding,
        ToUnicode=pdf.make_stream(cmap),
    )
    content(pdf, b"BT /F7 10 Tf 100 100 Td (A) Tj ET")


def _field(pdf: pikepdf.Pdf, **more: object) -> None:
    helvetica(pdf)
    form = pdf.make_stream(b"/Tx BMC BT /F9 10 Tf 2 5 Td (Harehills) Tj ET EMC")
    form.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 20]),
            Resources=Dictionary(Font=Dictionary(F9=pdf.pages[0].Resources.Font.F9)),
        )
    )  # fmt: skip
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, Rect=Array([100, 100, 200, 120]), F=4, T=String("home"),
        AP=Dictionary(N=pdf.make_indirect(form)), **more,
    )  # fmt: skip
    made = pdf.make_indirect(field)
    pdf.pages[0].Annots = Array([made])
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]))


@source
def text_field_with_its_appearance(pdf: pikepdf.Pdf) -> None:
    _field(pdf, FT=Name.Tx, V=String(SECRET), DV=String(SECRET))


@source
def choice_field(pdf: pikepdf.Pdf) -> None:
    _field(pdf, FT=Name.Ch, V=String(SECRET), Opt=Array([String(SECRET), String("Elsewhere")]))


@source
def free_text_annotation(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    form = pdf.make_stream(b"BT /F9 10 Tf 2 5 Td (Harehills) Tj ET")
    form.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 20]),
            Resources=Dictionary(Font=Dictionary(F9=pdf.pages[0].Resources.Font.F9)),
        )
    )  # fmt: skip
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([100, 100, 200, 120]), F=4, Contents=String(SECRET),
        RC=String(f"<p>{SECRET}</p>"), AP=Dictionary(N=pdf.make_indirect(form)),
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


@source
def unapplied_redaction(pdf: pikepdf.Pdf) -> None:
    helvetica(pdf)
    content(pdf, b"BT /F9 10 Tf 100 100 Td (Harehills) Tj ET")
    mark = Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array([90, 90, 200, 120]), OverlayText=String(SECRET))
    pdf.pages[0].Annots = Array([pdf.make_indirect(mark)])


def _action(make: Callable[[], Dictionary]) -> Plant:
    def add(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(make())

    return add


SOURCES["launch action"] = _action(lambda: Dictionary(S=Name.Launch, F=String(f"{SECRET}.exe")))
SOURCES["remote file action"] = _action(
    lambda: Dictionary(S=Name.GoToR, F=String(f"{SECRET}.pdf"), D=Array([0, Name.Fit]))
)
SOURCES["submit action"] = _action(
    lambda: Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String(f"http://{SECRET}.uk")))
)


@source
def associated_file(pdf: pikepdf.Pdf) -> None:
    stream = pdf.make_stream(b"in Harehills")
    spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), Desc=String(SECRET), EF=Dictionary(F=stream))
    pdf.Root.AF = Array([pdf.make_indirect(spec)])


@source
def portfolio(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Collection = Dictionary(Schema=Dictionary(Place=Dictionary(Subtype=Name.S, N=String(SECRET))))


@source
def page_thumbnail(pdf: pikepdf.Pdf) -> None:
    thumb = pdf.make_stream(SECRET.encode())
    thumb.update(Dictionary(Width=9, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray))
    pdf.pages[0].Thumb = pdf.make_indirect(thumb)


@source
def jpeg_comment(pdf: pikepdf.Pdf) -> None:
    import io

    from PIL import Image

    made = io.BytesIO()
    Image.new("L", (8, 8), 200).save(made, "JPEG", comment=SECRET.encode())
    image = pikepdf.Stream(pdf, made.getvalue())
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=8,
            Height=8,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
            Filter=Name.DCTDecode,
        )
    )
    pdf.pages[0].Resources.XObject = Dictionary(I1=pdf.make_indirect(image))
    content(pdf, b"q 20 0 0 20 300 300 cm /I1 Do Q")


@source
def colour_profile_description(pdf: pikepdf.Pdf) -> None:
    profile = pdf.make_stream(b"\x00" * 36 + b"acsp" + b"desc\x00\x00\x00\x00" + SECRET.encode())
    profile.N = 1
    image = pdf.make_stream(b"\x80")
    image.update(
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=Array([Name.ICCBased, profile]),
        )
    )
    pdf.pages[0].Resources.XObject = Dictionary(I1=pdf.make_indirect(image))
    content(pdf, b"q 20 0 0 20 300 300 cm /I1 Do Q")


@source
def info_in_utf16(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Subject = String("Łódź and " + SECRET)


@source
def document_identifier(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.ID = Array([String(SECRET), String(SECRET)])
