"""What a strict copy may hold, as lists: nothing here is taken from the typesetter's code, all from looking at it."""

import re
from typing import Final

INFO: Final = {"/Creator": "Typst 0.15.1", "/Title": "Sanitised record"}
IDENTIFIER: Final = "c2FuaXRpc2VkLXJlY29yZA=="
LANGUAGE: Final = "en-GB"

TRAILER: Final = frozenset({"/Size", "/Root", "/Info", "/ID"})

# By /Type (and /Subtype), else by what the dictionary is used for.
KEYS: Final[dict[str, frozenset[str]]] = {
    kind: frozenset("/" + key for key in keys.split())
    for kind, keys in {
        "/Catalog": "Type Pages Lang MarkInfo Metadata Outlines StructTreeRoot ViewerPreferences",
        "/Pages": "Type Count Kids Parent",
        "/Page": "Type Parent MediaBox Resources Contents StructParents Tabs Annots Group",
        "/Outlines": "Type Count First Last",
        "/StructTreeRoot": "Type K ParentTree ParentTreeNextKey IDTree RoleMap",
        "/StructElem": "Type S P K Pg A ID T ActualText Alt Lang",
        "/OBJR": "Type Obj Pg",
        "/MCR": "Type Pg MCID",
        "/Annot/Link": "Type Subtype Border Contents Dest F Rect StructParent",
        "/Font/Type0": "Type Subtype BaseFont DescendantFonts Encoding ToUnicode",
        "/Font/CIDFontType2": "Type Subtype BaseFont CIDSystemInfo CIDToGIDMap DW FontDescriptor W",
        "/FontDescriptor": "Type FontName Flags FontBBox Ascent Descent CapHeight ItalicAngle StemV CIDSet FontFile2",
        "/CMap": "Type WMode Filter Length",
        "/Metadata/XML": "Type Subtype Length",
        "": "ColorSpace Font ProcSet Pattern Count Creator Title Dest First Last Next Parent Prev "
        "Filter Length N Range Registry Ordering Supplement Nums Names Kids Limits Direction DisplayDocTitle Marked "
        "Suspects Datetime Em Strong Terms BBox BackgroundColor BaselineShift BorderColor BorderStyle BorderThickness "
        "ColSpan RowSpan Headers LineHeight ListNumbering O Scope TextDecorationType TextDecorationColor "
        "TextDecorationThickness TextAlign Color Placement SpaceBefore SpaceAfter StartIndent EndIndent TextIndent "
        "Width Height Padding WritingMode Summary",
    }.items()
}

RESOURCE: Final = re.compile(r"/[a-z]\d{1,4}")
"""Names of fonts and colour spaces in resources."""

_NAMES_LIST: Final = """
Annot CMap Catalog Font FontDescriptor Metadata OBJR MCR Outlines Page Pages StructElem
StructTreeRoot Document Part Sect Div BlockQuote H1 H2 H3 H4 H5 H6 L LI Lbl LBody Link Note P Span
Em Strong Table THead TBody TFoot TD TH TR Datetime Terms Title Layout List Solid LineThrough
Underline None Column Row Both Circle Decimal Disc Square LowerAlpha UpperAlpha LowerRoman
UpperRoman CIDFontType2 Type0 XML ICCBased XYZ ImageB ImageC PDF Text Identity Identity-H
FlateDecode S L2R R2L Start Center End Justify Before After Block Inline NonStruct Index TOC TOCI
Code Quote Reference Formula Figure Caption DeviceRGB DeviceGray RlTb LrTb
"""
NAMES: Final = frozenset("/" + name for name in _NAMES_LIST.split())

FONT: Final = re.compile(
    r"/[A-Z]{6}\+Noto(?:Sans-(?:Regular|Bold|Italic|BoldItalic)|NaskhArabic-(?:Regular|Bold)|Sans(?:Symbols2?|Math|"
    r"Devanagari|Bengali|Gurmukhi|Gujarati|Tamil|Telugu|Kannada|Malayalam|Sinhala|Hebrew|Ethiopic|Thai|Armenian|"
    r"Georgian)-Regular)"
)

# Identifiers of notes and of cells, as counted by the typesetter.
IDENTIFIERS: Final = re.compile(r"Note \d{1,6}|U\d{1,6}x\d{1,6}y\d{1,6}")
LINK_TEXT: Final = re.compile(r"(?:Footnote )?\d{1,6}")

OPERATORS: Final = frozenset(
    b"q Q cm w J j M d m l c h re S s f f* B B* n W W* BT ET Tf Td Tm Tr TJ Tj cs CS scn SCN BDC BMC EMC".split()
)

PROPERTIES: Final = frozenset(
    b"MCID Lang ActualText Type Subtype Attached BBox Pagination Footer Layout Bottom Top".split()
)

XMP: Final = re.compile(
    r'<\?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"\?>'
    r'<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="xmp-writer">'
    r'<rdf:RDF xmlns:rdf="http://www\.w3\.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    r'xmlns:dc="http://purl\.org/dc/elements/1\.1/"  xmlns:xmp="http://ns\.adobe\.com/xap/1\.0/"  '
    r'xmlns:xmpMM="http://ns\.adobe\.com/xap/1\.0/mm/"  xmlns:xmpTPg="http://ns\.adobe\.com/xap/1\.0/t/pg/"  '
    r'xmlns:pdf="http://ns\.adobe\.com/pdf/1\.3/"  xmlns:pdfuaid="http://www\.aiim\.org/pdfua/ns/id/" >'
    r'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Sanitised record</rdf:li></rdf:Alt></dc:title>'
    r"<xmp:CreatorTool>Typst 0\.15\.1</xmp:CreatorTool>"
    r"<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>"
    r"<pdfuaid:part>1</pdfuaid:part><xmpTPg:NPages>(\d{1,5})</xmpTPg:NPages><dc:format>application/pdf</dc:format>"
    r"<xmpMM:InstanceID>(\S{24})</xmpMM:InstanceID><xmpMM:DocumentID>(\S{24})</xmpMM:DocumentID>"
    r"<xmpMM:RenditionClass>proof</xmpMM:RenditionClass><pdf:PDFVersion>1\.7</pdf:PDFVersion>"
    r'</rdf:Description></rdf:RDF></x:xmpmeta><\?xpacket end="r"\?>'
)

FONT_TABLES: Final = frozenset(
    {b"head", b"loca", b"cvt ", b"hhea", b"maxp", b"fpgm", b"name", b"hmtx", b"glyf", b"prep", b"post"}
)
