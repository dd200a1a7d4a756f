"""One paragraph's characters: runs and all that wraps them, resolved to what a reader sees."""

from dataclasses import dataclass, field, replace

from sanitiser.domain.document import PLAIN, Break, Inline, NoteRef, PageField, Picture, Tab, TextStyle
from sanitiser.errors import NotUnderstood
from sanitiser.formats.docx import fonts
from sanitiser.formats.docx.clean import is_private, pieces
from sanitiser.formats.docx.drawings import branch, survey
from sanitiser.formats.docx.dress import dressed, why_unseen
from sanitiser.formats.docx.equations import linear
from sanitiser.formats.docx.fields import Field, Shows, is_picture, without_result
from sanitiser.formats.docx.look import UNSAID_RUN, RunLook, run_look
from sanitiser.formats.docx.reading import Reading, bury_control, words_of
from sanitiser.formats.docx.styles import effective
from sanitiser.formats.docx.symbols import UNKNOWN, character, code_point, is_symbol_font
from sanitiser.formats.docx.vocabulary import CONTENT, GONE, MARKS, THROUGH
from sanitiser.formats.docx.xml import Element, attribute, child, name, whole


@dataclass(slots=True)
class Runs:
    """Reads the content of one paragraph into `inlines`; text boxes are put by in `boxes`, hidden text in `buried`."""

    reading: Reading
    table: RunLook
    paragraph: RunLook
    background: str | None
    inlines: list[Inline] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    buried: dict[str, list[str]] = field(default_factory=dict)
    style: TextStyle = PLAIN
    font: str = ""
    unseen: str = ""
    clipped: bool = False
    in_contents: bool = False

    def read(self, content: Element) -> None:
        """Read the children of a w:p or of what wraps its runs."""
        for item in content:
            self._item(item)

    def finish(self) -> None:
        """Hand over the hidden texts, each joined over the runs that it was split into."""
        for channel, texts in self.buried.items():
            self.reading.bury(channel, "".join(texts))

    def _bury(self, channel: str, text: str) -> None:
        self.buried.setdefault(channel, []).append(text)

    def _item(self, item: Element) -> None:
        short = name(item)
        reading = self.reading
        if short == "w:r":
            self._run(item)
        elif short in MARKS:
            pass
        elif short in GONE:
            reading.count("tracked-deletions")
            self._bury("deletion", words_of(item) + " ")
        elif short in THROUGH:
            self._enter(item, short)
        elif short in ("w:sdt", "w:customXml"):
            self._control(item, short)
        elif short == "w:fldSimple":
            self._simple_field(item)
        elif short in ("m:oMath", "m:oMathPara"):
            reading.count("equations")
            self._dress(effective(reading.styles.defaults_run, self.table, self.paragraph, UNSAID_RUN, UNSAID_RUN))
            self._put(linear(item))
        elif short == "mc:AlternateContent":
            self._alternate(item)
        elif short == "w:bookmarkStart":
            self._name("bookmark", attribute(item, "w:name"))
        elif short == "w:permStart":
            self._name("permission", attribute(item, "w:ed"))
        elif short == "w:subDoc":
            raise NotUnderstood(
                "a sub-document", "Expand the sub-documents in Word and save the whole as one document."
            )
        else:
            reading.count("unknown-elements")
            self._bury("unknown", words_of(item) + " ")

    def _name(self, channel: str, text: str | None) -> None:
        self.reading.count(f"{channel}s")
        if text != "_GoBack":
            self.reading.bury(channel, text)

    def _enter(self, item: Element, short: str) -> None:
        if short in ("w:ins", "w:moveTo"):
            self.reading.count("tracked-insertions")
            self.reading.bury("revision-author", attribute(item, "w:author"))
        elif short == "w:hyperlink":
            self._link(item)
        self.read(item)

    def _link(self, item: Element) -> None:
        self.reading.count("links")
        relation = self.reading.package.relations(self.reading.part).get(attribute(item, "r:id") or "")
        self.reading.bury("link-target", relation.target if relation is not None and relation.external else "")
        for short in ("w:tooltip", "w:anchor", "w:docLocation", "w:tgtFrame"):
            self.reading.bury("link-target", attribute(item, short))

    def _control(self, item: Element, short: str) -> None:
        self.reading.count("content-controls")
        bury_control(self.reading, item)
        content = child(item, "w:sdtContent") if short == "w:sdt" else item
        if content is not None:
            self.read(content)

    def _alternate(self, item: Element) -> None:
        taken, left = branch(item)
        for other in left:
            self._bury("alternate-content", words_of(other) + " ")
        for inner in taken if taken is not None else ():
            if name(inner) in CONTENT:
                self._content(inner)
            else:
                self._item(inner)

    # fields

    def _simple_field(self, item: Element) -> None:
        opened = Field(attribute(item, "w:instr") or "", in_result=True, form=child(item, "w:ffData"))
        opened.decide()
        self.reading.fields.append(opened)
        self.read(item)
        self._close_field()

    def _field_mark(self, mark: Element) -> None:
        fields, kind = self.reading.fields, attribute(mark, "w:fldCharType")
        if kind == "begin" and not any(mark is e for e in self.reading.endless):
            fields.append(Field(form=child(mark, "w:ffData")))
        elif kind == "separate" and fields:
            fields[-1].in_result = True
            fields[-1].decide()
        elif kind == "end" and fields:
            self._close_field()

    def _close_field(self) -> None:
        closed = self.reading.fields.pop()
        if not closed.in_result:
            closed.decide()
            if closed.shows is Shows.RESULT:
                closed.shows, closed.text = Shows.TEXT, without_result(closed)
        self.reading.count("fields")
        self.reading.bury("field", closed.code)
        for text in closed.form.itertext() if closed.form is not None else ():
            self.reading.bury("field", str(text))
        if closed.form is not None:
            for inner in closed.form.iter():
                self.reading.bury("form-field", attribute(inner))
        if closed.shows in (Shows.PAGE, Shows.PAGES):
            self._add(PageField("page" if closed.shows is Shows.PAGE else "pages"))
        elif closed.shows is Shows.TEXT:
            self._put(closed.text)
        elif is_picture(closed.kind):
            self._add_picture()

    # runs

    def _run(self, run: Element) -> None:
        direct = run_look(child(run, "w:rPr"), self.reading.styles.theme)
        style_id = attribute(child(child(run, "w:rPr"), "w:rStyle"))
        of_style = self.reading.styles.character(style_id)
        if self.reading.in_contents:
            of_style = replace(of_style, underline=None, colour=None)  # Word shows the links of a contents list plain
        defaults = self.reading.styles.defaults_run
        self._dress(effective(defaults, self.table, self.paragraph, of_style, direct))
        custom_mark = False
        for item in run:
            short = name(item)
            if short in ("w:footnoteReference", "w:endnoteReference"):
                custom_mark = (attribute(item, "w:customMarkFollows") or "0") not in ("0", "false")
                self._note(item, short)
            elif not (custom_mark and short in ("w:t", "w:sym")):
                self._content(item)

    def _dress(self, look: RunLook) -> None:
        """Settle the style of what follows, and whether and why nobody sees it."""
        self.font = look.font or fonts.UNSAID
        named = fonts.allowed(self.font, self.reading.families)
        if named != self.font and self.font not in self.reading.fonts:
            self.reading.fonts.add(self.font)
            self.reading.bury("font-name", self.font)
        self.style = dressed(look, named, self.background)
        self.unseen = "tiny-text" if self.clipped else why_unseen(look, self.background)

    def _content(self, item: Element) -> None:
        short = name(item)
        if short == "w:t":
            self._text(item)
        elif short == "w:fldChar":
            self._field_mark(item)
        elif short == "w:instrText":
            if self.reading.fields and not self.reading.fields[-1].in_result:
                self.reading.fields[-1].code += item.text or ""
        elif short in ("w:tab", "w:ptab"):
            self._add(Tab())
        elif short in ("w:br", "w:cr"):
            kind = attribute(item, "w:type") if short == "w:br" else None
            self._add(Break(kind if kind in ("page", "column") else "line"))  # type: ignore[arg-type]
        elif short == "w:noBreakHyphen":
            self._put("\u2011")
        elif short == "w:sym":
            self._symbol(item)
        elif short == "w:pgNum":
            self._add(PageField())
        elif short in ("w:drawing", "w:pict", "w:object"):
            self._drawing(item)
        elif short == "w:ruby":
            self._ruby(item)
        elif short in ("w:delText", "w:delInstrText"):
            self._bury("deletion", (item.text or "") + " ")
        elif short == "w:commentReference":
            self.reading.count("comment-marks")
        elif short == "w:control":
            self._add_picture()
        else:
            self._item(item)

    def _text(self, item: Element) -> None:
        text = "".join(map(str, item.itertext()))
        if attribute(item, "xml:space") != "preserve":
            text = text.strip(" \t\r\n")
        if is_symbol_font(self.font):
            self._bury("symbol-text", text)
            text = "".join(character(self.font, ord(c)) for c in text)
        elif not text.isascii():
            text = "".join(character("Wingdings", ord(c)) if is_private(c) else c for c in text)
        self._put(text)

    def _symbol(self, item: Element) -> None:
        point = code_point(attribute(item, "w:char") or "")
        if point is not None:
            self._put(character(attribute(item, "w:font") or self.font, point))

    def _ruby(self, item: Element) -> None:
        base, above = child(item, "w:rubyBase"), child(item, "w:rt")
        if base is not None:
            self.read(base)
        if above is not None and (text := words_of(above)):
            self._put(f" ({text})")

    def _note(self, item: Element, short: str) -> None:
        kind = "footnote" if short == "w:footnoteReference" else "endnote"
        if self.reading.in_note or not self.reading.visible or self.unseen:
            return
        key = (kind, str(whole(attribute(item, "w:id"))))
        if key not in self.reading.note_elements:
            return
        known = [k for k in self.reading.notes if k[0] == kind]
        if key in self.reading.notes:
            index = self.reading.notes[key]
        else:
            index = self.reading.notes[key] = len(known)
        self.inlines.append(NoteRef(kind, index))  # type: ignore[arg-type]

    def _drawing(self, item: Element) -> None:
        drawing = survey(item)
        for text in drawing.aside:
            self.reading.bury("alternative-text", text)
        self.reading.count("alternative-texts", len(drawing.aside))
        self.reading.count("lines", drawing.lines)
        if drawing.hidden or self.unseen == "hidden-text" or not self.reading.visible:
            self._bury("hidden-drawing", words_of(item) + " " + " ".join(drawing.words))
            return
        if drawing.picture:
            self._add_picture()
        self.boxes += drawing.boxes
        self.words += drawing.words

    # what becomes of them

    def _add_picture(self) -> None:
        if self.reading.visible:
            self.inlines.append(Picture())
            self.reading.count("pictures")
            self.reading.notices.add("picture")

    def _put(self, text: str) -> None:
        if not text:
            return
        self.in_contents |= self.reading.in_contents
        if not self.reading.visible:
            self._bury("field", text)
        elif self.unseen:
            self.reading.count(self.unseen)
            self._bury(self.unseen, text)
        else:
            if UNKNOWN in text:
                self.reading.notices.add("missing-glyph")
            self.inlines += pieces(text, self.style)

    def _add(self, inline: Inline) -> None:
        if self.reading.visible and self.unseen != "hidden-text":
            self.inlines.append(inline)
