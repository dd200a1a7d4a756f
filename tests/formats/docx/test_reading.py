"""What a reader of the document sees is what the logical document says."""

import pytest

from sanitiser.domain.document import Label, PageField, Paragraph, Picture, Tab, Table, Text, TextBox, walk
from sanitiser.domain.record import Record
from sanitiser.ingest.docx import read
from sanitiser.limits import DEFAULT
from tests.channels.docx.fixtures import drawing, field
from tests.channels.docx.making import docx, p, part, r

STYLES = (("styles", "styles.xml"),)


def paragraphs(source: bytes) -> list[Paragraph]:
    return [placed.paragraph for placed in walk(read(source, DEFAULT).document)]


def first(source: bytes) -> Text:
    inline = paragraphs(source)[0].inlines[0]
    assert isinstance(inline, Text)
    return inline


def styled(styles: str, body: str) -> bytes:
    return docx(body, {"word/styles.xml": part("styles", styles)}, STYLES)


def test_formatting_is_inherited_through_styles() -> None:
    """Defaults, the base style, the style, the run: each over the one before."""
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="A"><w:rPr><w:b/><w:color w:val="1F3864"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
    )
    style = first(styled(styles, p(r("x", "<w:i/>"), properties='<w:pStyle w:val="B"/>'))).style
    assert (style.bold, style.italic, style.size, style.colour, style.font) == (True, True, 32, "1f3864", "Calibri")


@pytest.mark.parametrize(("direct", "bold"), [("", False), ("<w:b/>", True), ('<w:b w:val="0"/>', False)])
def test_toggles_of_styles_cancel_out(direct: str, bold: bool) -> None:
    """A bold character style within a bold paragraph style is not bold (17.7.3); what a run says itself holds."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:b/></w:rPr></w:style>'
    )
    run = r("x", f'<w:rStyle w:val="C"/>{direct}')
    assert first(styled(styles, p(run, properties='<w:pStyle w:val="P"/>'))).style.bold is bold


def test_styles_based_on_one_another_in_a_circle_end() -> None:
    """A hostile file may say so."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert first(styled(styles, p(r("x"), properties='<w:pStyle w:val="A"/>'))).style.bold


def test_a_house_font_becomes_a_common_one() -> None:
    """A council's own typeface tells the council."""
    assert first(docx(p(r("x", '<w:rFonts w:ascii="Leeds Sans"/>')))).style.font == "Arial"


def test_white_on_a_dark_cell_is_seen_and_on_white_is_not() -> None:
    """The shade may come from the cell, the paragraph, the run or the table's style."""
    white = r("visible", '<w:color w:val="FFFFFF"/>')
    cell = f'<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>{p(white)}</w:tc></w:tr></w:tbl>'
    for body in (cell, p(white, properties='<w:shd w:val="clear" w:fill="000000"/>')):
        assert paragraphs(docx(body))[0].text == "visible"
    styles = (
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" '
        'w:fill="000080"/></w:tcPr></w:tblStylePr></w:style>'
    )
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblLook w:val="0020"/></w:tblPr>'
        f"<w:tr><w:tc>{p(white)}</w:tc></w:tr><w:tr><w:tc>{p(white)}</w:tc></w:tr></w:tbl>"
    )
    assert [each.text for each in paragraphs(styled(styles, table))] == ["visible", ""]


def test_text_in_a_box_of_unknown_fill_is_never_lost() -> None:
    """White text in a filled text box is shown, in a colour that can be read."""
    white = p(r("sender", "<w:color w:val='FFFFFF'/>"))
    shape = f"<wps:wsp><wps:txbx><w:txbxContent>{white}</w:txbxContent></wps:txbx></wps:wsp>"
    box = read(docx(p(drawing(shape))), DEFAULT).document.sections[0].blocks[1]
    assert isinstance(box, TextBox)
    inner = box.blocks[0]
    assert isinstance(inner, Paragraph)
    assert inner.text == "sender"
    assert isinstance(inner.inlines[0], Text)
    assert inner.inlines[0].style.colour is None


def test_pictures_leave_their_mark_and_need_a_look() -> None:
    """Pictures, charts and objects are never dropped silently."""
    for inner in ("<pic:pic/>", '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'):
        record = read(docx(p(r("before "), drawing(inner))), DEFAULT)
        assert record.text.startswith("before [PICTURE]")
        assert record.notices == ("picture",)


def test_page_numbers_are_computed_anew() -> None:
    """Whatever the file holds as their results."""
    inlines = paragraphs(docx(p(field(" PAGE ", r("7")), r(" of "), field(" NUMPAGES \\* MERGEFORMAT ", r("12")))))[
        0
    ].inlines
    assert [i.kind for i in inlines if isinstance(i, PageField)] == ["page", "pages"]
    assert not any(isinstance(i, Text) and i.text in ("7", "12") for i in inlines)


def test_a_table_of_contents_loses_its_page_numbers() -> None:
    """They tell how long the pages before them were."""
    entry = r("Background") + "<w:r><w:tab/></w:r>" + field(" PAGEREF _Toc1 \\h ", r("14"))
    assert [each.text for each in paragraphs(docx(p(field(" TOC \\o ", entry))))] == ["Background"]
    typed = r("Background") + "<w:r><w:tab/></w:r>" + r("14")
    assert [each.text for each in paragraphs(docx(p(field(" TOC \\o ", typed))))] == ["Background"]


@pytest.mark.parametrize(("checked", "sign"), [('<w:checked w:val="1"/>', "☒"), ("<w:default w:val='0'/>", "☐")])
def test_form_check_boxes_show_whether_they_are_ticked(checked: str, sign: str) -> None:
    """Old forms keep the tick beside the text."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{checked}</w:checkBox></w:ffData></w:fldChar></w:r>'
    body = p(
        begin, "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>", '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert paragraphs(docx(body))[0].text == sign


def test_a_field_that_never_ends_hides_nothing() -> None:
    """Readers show what follows it."""
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', r("seen")) + p(r("also seen"))
    assert [each.text for each in paragraphs(docx(body))] == ["seen", "also seen"]


def test_signs_of_symbol_fonts_are_read_as_what_they_show() -> None:
    """A tick in Wingdings is a tick, given as a symbol or as a letter."""
    runs = ['<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', r("ü", '<w:rFonts w:ascii="Wingdings"/>')]
    assert paragraphs(docx(p(*runs)))[0].text == "✔✔"


def test_equations_become_a_line() -> None:
    """Fractions, powers, roots."""
    run = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{run.format('a')}</m:num><m:den>{run.format('b')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{run.format('x')}</m:e><m:sup>{run.format('2')}</m:sup></m:sSup>"
    assert paragraphs(docx(p(f"<m:oMath>{fraction}{power}</m:oMath>")))[0].text == "(a)/(b)x^2"


def test_tables_keep_their_grid() -> None:
    """Spans across and down, header rows, rows that start late."""
    cell = "<w:tc><w:tcPr>{}</w:tcPr>" + p(r("{}")) + "</w:tc>"
    rows = (
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell.format('<w:gridSpan w:val="2"/>', "head") + "</w:tr>",
        "<w:tr>" + cell.format('<w:vMerge w:val="restart"/>', "tall") + cell.format("", "b") + "</w:tr>",
        "<w:tr>" + cell.format("<w:vMerge/>", "") + cell.format("", "c") + "</w:tr>",
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell.format("", "late") + "</w:tr>",
    )
    table = read(docx("<w:tbl>" + "".join(rows) + "</w:tbl>"), DEFAULT).document.sections[0].blocks[0]
    assert isinstance(table, Table)
    assert table.columns == 2
    assert [[(c.colspan, c.rowspan) for c in row.cells] for row in table.rows] == [
        [(2, 1)],
        [(1, 2), (1, 1)],
        [(1, 1)],
        [(1, 1), (1, 1)],
    ]
    assert [row.header for row in table.rows] == [True, False, False, False]


def numbered(levels: str, numbers: str, *items: tuple[int, int, str]) -> Record:
    numbering = part("numbering", f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbers}')
    body = "".join(
        p(r(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        for number, level, text in items
    )
    return read(docx(body, {"word/numbering.xml": numbering}, (("numbering", "numbering.xml"),)), DEFAULT)


LEVEL = '<w:lvl w:ilvl="{}"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
NUMBER = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'


def test_lists_keep_their_counting() -> None:
    """Two numbers of one list count on together; one that restarts is a list of its own."""
    levels = LEVEL.format(0, 3, "lowerLetter", "(%1)") + LEVEL.format(1, 1, "decimal", "%1.%2")
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = NUMBER.format(1, "") + NUMBER.format(2, "") + NUMBER.format(3, restart)
    record = numbered(levels, numbers, (1, 0, "a"), (1, 1, "b"), (2, 0, "c"), (3, 0, "d"))
    items = [placed.paragraph.style.item for placed in walk(record.document)]
    assert [(i.list_id, i.level, i.number_format, i.marker, i.start) for i in items if i] == [
        (1, 0, "lowerLetter", "(%1)", 3),
        (1, 1, "decimal", "%1.%2", 1),
        (1, 0, "lowerLetter", "(%1)", 3),
        (2, 0, "lowerLetter", "(%1)", 1),
    ]
    assert items[1] is not None
    assert items[1].above == (("lowerLetter", 3),)


def test_words_in_a_list_mark_become_text_that_can_be_searched() -> None:
    """A mark may name a place; then it is counted and written out."""
    record = numbered(LEVEL.format(0, 1, "upperRoman", "Leeds %1:"), NUMBER.format(1, ""), (1, 0, "x"), (1, 0, "y"))
    assert record.text.startswith("Leeds I:\tx\nLeeds II:\ty")


def test_headers_are_those_that_are_shown() -> None:
    """A first-page header without the switch for it is not; a later section shows those of the one before."""
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:headerReference w:type="first" r:id="rId2"/>{}</w:sectPr>'
    parts = {"word/header1.xml": part("hdr", p(r("default"))), "word/header2.xml": part("hdr", p(r("first")))}
    links = (("header", "header1.xml"), ("header", "header2.xml"))
    off = read(docx(p(r("x")) + section.format(""), parts, links), DEFAULT).document.sections[0]
    assert [furniture.pages for furniture in off.headers] == ["default"]
    body = p(r("x"), properties=section.format("<w:titlePg/>")) + p(r("y")) + "<w:sectPr/>"
    one, two = read(docx(body, parts, links), DEFAULT).document.sections
    assert [furniture.pages for furniture in one.headers] == ["default", "first"]
    assert two.headers == ()


def test_labels_of_an_earlier_copy_are_labels() -> None:
    """Also where one is split over runs; a picture's mark is a picture."""
    inlines = paragraphs(docx(p(r("at [SCH", "<w:b/>"), r("OOL 1], [PICTURE]"), "<w:r><w:tab/></w:r>")))[0].inlines
    assert [type(i) for i in inlines] == [Text, Label, Text, Picture, Tab]


def test_white_space_that_xml_does_not_keep_is_not_kept() -> None:
    """Without xml:space, as Word reads it."""
    assert paragraphs(docx(p("<w:r><w:t> x </w:t></w:r>", r(" y"))))[0].text == "x y"
