"""What is fuzzed: every parser of ours that meets bytes it did not make. Each target may raise a SanitiserError and nothing else.

Bytes that would be refused before they reach the parser (a checksum, a compressed stream) are wrapped or mutated here by
their structure. The writers run too: what was read has to be writable, since a copy is made of it.
"""

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

from sanitiser.errors import SanitiserError
from sanitiser.limits import MIB, Limits
from tests.fuzz import words

SMALL = Limits(
    file_bytes=4 * MIB,
    pages=50,
    glyphs=200_000,
    operators=200_000,
    xml_nodes=200_000,
    stream_bytes=16 * MIB,
    zip_total_bytes=32 * MIB,
)


def whole_pdf(data: bytes) -> None:
    """A PDF file as a whole."""
    from sanitiser.ingest import pdf

    pdf.read(data, SMALL)


def structure_tree(data: bytes) -> None:
    """The objects of a tagged PDF: a tree of structure elements, annotations, form fields, layers."""
    whole_pdf(_file([*_TAGGED, data]))


def content_stream(data: bytes) -> None:
    """The operators of a page."""
    whole_pdf(_pdf(data, _TO_UNICODE))


def to_unicode(data: bytes) -> None:
    """A font's ToUnicode CMap."""
    whole_pdf(_pdf(b"BT /F1 12 Tf 72 700 Td (Hello AB) Tj ET", data))


def font_program(data: bytes) -> None:
    """An embedded TrueType font."""
    whole_pdf(_pdf(b"BT /F1 12 Tf 72 700 Td (Hello AB) Tj ET", _TO_UNICODE, data))


def whole_docx(data: bytes) -> None:
    """A DOCX package as a whole, read and written anew."""
    from sanitiser.ingest import docx
    from sanitiser.redact import docx as writer

    writer.make(docx.read(data, SMALL), (), SMALL)


def document_part(data: bytes) -> None:
    """The main part of a DOCX."""
    whole_docx(_docx({"word/document.xml": data}))


def styles_and_numbering(data: bytes) -> None:
    """Two parts that the main part leans on."""
    styles, _, numbering = data.partition(b"<?numbering?>")
    whole_docx(_docx({"word/styles.xml": styles, "word/numbering.xml": numbering, "word/document.xml": _LEANING}))


def case_file(data: bytes) -> None:
    """A case file."""
    from sanitiser.casefile import parse_case

    parse_case(data)


def policy_file(data: bytes) -> None:
    """A policy file."""
    from sanitiser.policyfile import default_policy, parse_policy

    parse_policy(data, default_policy())


def recognisers(data: bytes) -> None:
    """The text of a record, through every recogniser that is not a model."""
    text = data.decode("utf-8", "replace")[:2000]
    for recogniser in _recognisers():
        for result in recogniser.analyze(text, recogniser.supported_entities, None):
            if not 0 <= result.start < result.end <= len(text):
                raise AssertionError("a finding outside the text")


@cache
def _recognisers() -> list:  # type: ignore[type-arg]
    from recognisers.registry import all_recognisers

    return [r for r in all_recognisers() if "model" not in type(r).__module__]


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (whole_pdf, structure_tree, content_stream, to_unicode, font_program, whole_docx, document_part, styles_and_numbering,
                   case_file, policy_file, recognisers)
}  # fmt: skip


def _parts(data: bytes, most: int, seed: int) -> bytes:
    """Mutates one part of a package and packs it again, without compression; now and then the package's own bytes."""
    chance = random.Random(seed)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except Exception:
        parts = {}
    if not parts or chance.random() < 0.1:
        return _mutated(data, chance)[:most]
    name = chance.choice(sorted(parts))
    for _ in range(chance.randint(1, 4)):
        parts[name] = _mutated(parts[name], chance)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for one, content in parts.items():
            package.writestr(one, content)
    return stream.getvalue()[:most]


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """A piece taken out, doubled, moved, or a word of the format put in; libFuzzer's own mutator cannot be called here."""
    a, b, c = sorted(chance.randint(0, len(data)) for _ in range(3))
    word = chance.choice(words.dictionary_words("whole_docx")).encode()
    return chance.choice([
        data[:a] + data[b:], data[:b] + data[a:], data[:a] + data[b:c] + data[a:b] + data[c:], data[:a] + word + data[a:],
        data[:a] + word + data[a + len(word):], data[:a] + bytes([chance.randrange(256)]) + data[a + 1:],
    ])  # fmt: skip


MUTATORS = {"whole_docx": _parts}
"""Targets whose bytes are mutated by their structure."""


def attempt(name: str, data: bytes) -> bool:
    """Whether the target understood the bytes; a refusal is an answer too. Anything else is a defect and is raised."""
    try:
        TARGETS[name](data)
    except SanitiserError:
        return False
    return True


_TO_UNICODE = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <0020> endbfrange"


def _pdf(content: bytes, cmap: bytes, font: bytes = b"") -> bytes:
    """A small, sound PDF around the hostile piece, which stands compressed so that its bytes can be anything."""
    descriptor = b"/FontDescriptor 7 0 R" if font else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Some/FirstChar 32/LastChar 126/Widths["
        + b"500 " * 95
        + b"]/ToUnicode 6 0 R"
        + descriptor
        + b">>",
        _stream(content),
        _stream(cmap),
        b"<</Type/FontDescriptor/FontName/AAAAAA+Some/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontFile2 8 0 R>>",
        _stream(font),
    ]
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    """A PDF of these objects; the last may end the others and go on with more of its own."""
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


_TAGGED = [
    b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>/AcroForm<</Fields[7 0 R]>>/OCProperties 8 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R/StructParents 0/Annots[7 0 R]>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    b"<</Length 188>>stream\n"
    + b"/H1 <</MCID 0>> BDC BT /F1 18 Tf 72 760 Td (Heading) Tj ET EMC /TD <</MCID 1>> BDC BT /F1 11 Tf 72 700 Td (Cell) Tj ET EMC "
    + b"/P <</MCID 2>> BDC BT /F1 11 Tf 72 650 Td (Words) Tj ET EMC"
    + b"\nendstream",
]
_TREE = (
    b"<</Type/StructTreeRoot/K[9 0 R]/RoleMap<</Head/H1>>/ParentTree<</Nums[0[9 0 R 9 0 R 9 0 R]]>>>>\nendobj\n"
    b"7 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(value)/Rect[72 600 200 620]/P 3 0 R>>endobj\n"
    b"8 0 obj<</OCGs[]/D<</ON[]/OFF[]/Order[]>>>>endobj\n"
    b"9 0 obj<</Type/StructElem/S/Document/P 6 0 R/K[<</S/H1/Pg 3 0 R/K 0>><</S/Table/K[<</S/TR/K[<</S/TD/A<</O/Table/ColSpan 2>>"
    b"/Pg 3 0 R/K[1]>>]>>]>><</S/P/Pg 3 0 R/ActualText(Words)/K<</Type/MCR/MCID 2>>>>]>>endobj\n"
)


_W = b' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
_LEANING = (
    b"<w:document" + _W + b"<w:body>"
    + b"".join(b'<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>' % name for name in (b"A", b"B", b"H"))
    + b'<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>item</w:t></w:r></w:p></w:body></w:document>'
)  # fmt: skip
_STYLES = (
    b"<w:styles" + _W + b"<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>"
    b'<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:rPr><w:b/></w:rPr></w:style>'
    b'<w:style w:type="paragraph" w:styleId="B"><w:name w:val="b"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    b'<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="B"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
)  # fmt: skip
_NUMBERING = (
    b"<w:numbering" + _W + b'<w:abstractNum w:abstractNumId="1">'
    + b"".join(b'<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>' % level
               for level in ((0, b"decimal", b"%1."), (1, b"lowerRoman", b"%1.%2"), (2, b"bullet", b"-")))
    + b'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride></w:num></w:numbering>'
)  # fmt: skip


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def _docx(parts: dict[str, bytes]) -> bytes:
    """A sample record's package with some of its parts replaced."""
    from tests.samples import docx_maker
    from tests.samples.content import TRANSFER

    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_sample(docx_maker, TRANSFER))) as source, zipfile.ZipFile(stream, "w") as package:
        for name in source.namelist():
            package.writestr(name, parts.get(name, source.read(name)))
    return stream.getvalue()


_made: dict[int, bytes] = {}


def _sample(maker, blocks) -> bytes:  # type: ignore[no-untyped-def]
    if 0 not in _made:
        _made[0] = maker.make(blocks, "transfer", hidden=False)
    return _made[0]


def _plain(data: bytes) -> bytes:
    """The same PDF with its streams and objects laid open, so that mutations reach what they say."""
    import pikepdf

    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:  # fonts are a target of their own
            for font in page.get("/Resources", {}).get("/Font", {}).values():
                for holder in (font, *font.get("/DescendantFonts", [])):
                    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                        if key in holder.get("/FontDescriptor", {}):
                            del holder.FontDescriptor[key]
        pdf.remove_unreferenced_resources()
        pdf.save(stream, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, object_stream_mode=pikepdf.ObjectStreamMode.disable, static_id=True)  # fmt: skip
    return stream.getvalue()


def seeds(name: str) -> list[bytes]:
    """Well-formed input to start from."""
    from pathlib import Path

    from tests.samples import docx_maker
    from tests.samples.content import TRANSFER
    from tests.samples.make import CASE

    root = Path(__file__).parents[2] / "sample_docs"
    package = zipfile.ZipFile(io.BytesIO(_sample(docx_maker, TRANSFER)))
    return {
        "whole_pdf": [_plain(path.read_bytes()) for path in sorted(root.rglob("*.pdf"))],
        "structure_tree": [_TREE],
        "content_stream": [
            b"q 1 0 0 1 72 700 cm BT /F1 12 Tf [(Hel) -20 (lo)] TJ T* (x) ' ET Q 0 0 10 10 re f",
            b"/P <</MCID 0>> BDC BT /F1 9 Tf 3 Tr (hid) Tj ET EMC",
        ],
        "to_unicode": [_TO_UNICODE, b"begincmap 2 beginbfchar <41> <00410042> <42> <d83dde00> endbfchar endcmap"],
        "font_program": [(root.parent / "sanitiser/formats/pdf/fonts/NotoSans-Regular.ttf").read_bytes()[:200_000]]
        if (root.parent / "sanitiser/formats/pdf/fonts/NotoSans-Regular.ttf").exists()
        else [b"\0\1\0\0"],
        "whole_docx": [path.read_bytes() for path in sorted(root.rglob("*.docx"))[:2]],
        "document_part": [package.read("word/document.xml")],
        "styles_and_numbering": [_STYLES + b"<?numbering?>" + _NUMBERING],
        "case_file": [CASE.encode()],
        "policy_file": [b'[actions]\nPLACE = "redact"\n[thresholds]\nPLACE = 0.5\n'],
        "recognisers": [b"Flat 3, 27 Harehills Lane, Leeds LS8 5DR, tel 0113 496 0172, Dr P Raman, UPN R383201217003"],
    }[name]
