"""The words of each format, which libFuzzer puts together where random bytes would not get past the tokeniser."""

_PDF = (
    "obj endobj stream endstream xref trailer startxref %%EOF << >> [ ] /Type /Catalog /Pages /Page /Kids /Count /Parent /Resources "
    "/Font /XObject /Form /Subtype /Contents /MediaBox /Rotate /Annots /StructTreeRoot /K /S /P /MCID /Pg /RoleMap /ParentTree /Table "
    "/TR /TD /TH /RowSpan /ColSpan /A /ActualText /OCProperties /AcroForm /Fields /V /AP /N /Filter /FlateDecode /Length /DecodeParms "
    "/Predictor /Columns /Encrypt /Root /Size /Prev /ObjStm /XRef -1 0 65536 2147483648 1e308 99999999999999999999 null true R"
)
_CONTENT = (
    "BT ET Tf Td TD Tm T* Tj TJ Tc Tw Tz TL Tr Ts Do cm q Q re W n f S gs BDC BMC EMC BI ID EI sh scn SCN cs /F1 /P /MCID /Span "
    "/ActualText << >> [ ] ( ) < > ' 1e38 -1e38 99999999999999999999999 0.0000001 nan inf /CS /Pattern d0 d1"
)
_CMAP = (
    "begincmap endcmap begincodespacerange endcodespacerange beginbfchar endbfchar beginbfrange endbfrange usecmap /Identity-H "
    "begincidrange endcidrange <0000> <ffff> <00> <ff> <d83dde00> [ ] 100 def findresource"
)
_XML = (
    '<w:p> </w:p> <w:r> </w:r> <w:t> </w:t> <w:tbl> </w:tbl> <w:tr> </w:tr> <w:tc> </w:tc> <w:tab/> <w:br/> w:val=" w:id=" r:id=" <w:pPr> '
    '</w:pPr> <w:numPr> <w:ilvl <w:numId <w:sdt> </w:sdt> <w:ins> <w:del> <w:gridSpan <w:vMerge <w:fldChar <w:instrText> w:fldCharType="begin" '
    '"end" "separate" <mc:AlternateContent> <w:drawing> <w:footnoteReference <w:sectPr> <!DOCTYPE <!ENTITY &a; <![CDATA[ ]]> <?xml &#0; '
    "&#x110000; -1 99999999999999999999 <w:basedOn <w:style <w:lvl <w:abstractNum <w:lvlText %1.%9 <w:lvlOverride <w:ruby> <w:sym"
)
_TOML = "[[protect]] [actions] [thresholds] text kind label keep identity reference = \" ''' [ ] nan inf 1e400 true changed LOCAL_AUTHORITY"
_TEXT = (
    "Leeds LS8 0113 [SCHOOL Street Road Flat Council Borough of St Dr Mrs @ .co.uk www. 999 N1C A1(M) B6481 - ' & , / 00000000 "
    "UPN CHI Ysgol University Hospital Court moved from"
)
_OF = {"whole_pdf": _PDF, "structure_tree": _PDF, "content_stream": _CONTENT, "to_unicode": _CMAP, "whole_docx": _XML,
       "document_part": _XML, "styles_and_numbering": _XML, "case_file": _TOML, "policy_file": _TOML, "recognisers": _TEXT}  # fmt: skip


def dictionary_words(target: str) -> list[str]:
    """The words of a target's format."""
    return _OF.get(target, "").split()


def dictionary(target: str) -> str:
    """A libFuzzer dictionary: one quoted word a line."""
    return "".join('"' + "".join(f"\\x{ord(c):02x}" for c in word) + '"\n' for word in dictionary_words(target))
