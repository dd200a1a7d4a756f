"""Invented records as documents: what a strict copy has to set well."""

from sanitiser.domain.document import (
    Align,
    Break,
    Cell,
    Document,
    Furniture,
    Inline,
    Label,
    ListItem,
    NoteRef,
    PageField,
    Paragraph,
    ParagraphStyle,
    Picture,
    Row,
    Section,
    Tab,
    Table,
    Text,
    TextBox,
    TextStyle,
)

BOLD = TextStyle(bold=True)


def p(*inlines: Inline | str, **style: object) -> Paragraph:
    """A paragraph; `[X 1]` in a string is not a label, Label() is."""
    made = tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines)
    return Paragraph(made, ParagraphStyle(**style))  # type: ignore[arg-type]


def b(text: str) -> Text:
    return Text(text, BOLD)


def table(*rows: tuple[object, ...], header: int = 1, borders: bool = True) -> Table:
    made = []
    for number, row in enumerate(rows):
        cells = tuple(
            c if isinstance(c, Cell) else Cell((c,) if isinstance(c, Paragraph) else (p(str(c)),)) for c in row
        )
        made.append(Row(cells, header=number < header))
    return Table(tuple(made), max(len(row) for row in rows), borders)


def item(text: str | Paragraph, literal: str = "•", level: int = 0) -> Paragraph:
    inlines = text.inlines if isinstance(text, Paragraph) else (Text(text),)
    return Paragraph(inlines, ParagraphStyle(item=ListItem(1, level, literal=literal)))


def conference() -> Document:
    """Minutes of a child protection conference."""
    header = Furniture(
        "default", (p("RESTRICTED – Child protection conference"), p("Page ", PageField(), " of ", PageField("pages")))
    )
    footer = Furniture("default", (p("Form CP12, ", Label("[FORM 1]"), " version 4"),))
    body = (
        p(Picture()),
        p("Review Child Protection Conference", title=True),
        p(Label("[COUNCIL 1]"), ", Children and Families", align=Align.CENTRE),
        table(
            (p(b("Child")), "Kezia Oyelaran", p(b("Date of birth")), "14 March 2016"),
            (p(b("Mother")), "Tasha Oyelaran", p(b("NHS number")), "943 476 5919"),
            (p(b("School")), p(Label("[SCHOOL 1]")), p(b("Social worker")), p(Label("[SOCIAL WORKER 1]"))),
            (p(b("Address")), Cell((p(Label("[ADDRESS 1]")),), colspan=3)),
            header=0,
        ),
        p("1. Purpose of the conference", heading=1),
        p(
            "This review conference was held on 9 May 2024 to consider whether Kezia continues to be at risk of "
            "significant harm, "
            "the progress of the child protection plan agreed on 12 February 2024",
            NoteRef("footnote", 0),
            ", and the steps that each agency at ",
            Label("[CONTACT CENTRE 1]"),
            " and ",
            Label("[HEALTH CENTRE 2]"),
            " must take. The chair reminded those present that the minutes are confidential.",
        ),
        p(
            b("Category: "),
            "emotional abuse; ",
            Text("neglect", TextStyle(strike=True)),
            Break(),
            b("Legal status: "),
            "none",
        ),
        p("2. Present and apologies", heading=1),
        table(
            ("Name", "Role", "Agency", "Attended", "Report"),
            (p(Label("[CHAIR 1]")), "Independent chair", p(Label("[COUNCIL 1]")), "Yes", "–"),
            (p(Label("[SOCIAL WORKER 1]")), "Social worker", p(Label("[COUNCIL 1]")), "Yes", "Yes"),
            (
                p(Label("[TEACHER 1]")),
                "Designated safeguarding lead",
                p(Label("[SCHOOL 1]")),
                "Yes",
                "Yes, dated 2 May",
            ),
            (p(Label("[HEALTH VISITOR 1]")), "Health visitor", p(Label("[NHS BODY 1]")), "Apologies", "Yes"),
            ("Tasha Oyelaran", "Mother", "", "Yes", ""),
        ),
        p("3. Chronology of significant events", heading=1),
        p("3.1 Since the last conference", heading=2),
        table(
            ("Date", "Event", "Source", "Weight (kg)"),
            (
                "03/01/2024",
                p(
                    "Kezia told ",
                    Label("[TEACHER 1]"),
                    " that her father had shouted outside the house during the night and that she had "
                    "not slept. She was tired and tearful, and asked whether she had to go home.",
                ),
                "School",
                p("21.4", align=Align.END),
            ),
            (
                "17/02/2024",
                p(
                    "Police were called to ",
                    Label("[ADDRESS 1]"),
                    " (incident ",
                    Label("[CRIME REFERENCE 1]"),
                    "). No arrest. Ms Oyelaran had bruising to her left wrist.",
                ),
                "Police",
                p("21.6", align=Align.END),
            ),
            (
                "22/03/2024",
                p(
                    "Missed appointment at ",
                    Label("[HOSPITAL 1]"),
                    "; rebooked. Asthma plan updated: salbutamol 100 micrograms, two puffs when needed. "
                    "Allergy: penicillin.",
                ),
                "Health",
                p("22.0", align=Align.END),
            ),
        ),
        p("3.2 What Kezia says", heading=2),
        p(
            "“I like it when Mum reads to me. I don’t like it when there is shouting. I want to stay at my school.”",
            indent=567,
        ),
        TextBox((p(b("Body map")), p("Two marks on the left forearm, 1 cm each, yellow-brown. ", Picture()))),
        p("4. Analysis", heading=1),
        p("What are we worried about?", heading=3),
        item("Repeated domestic abuse witnessed by Kezia, with injuries to her mother."),
        item(p("Kezia’s attendance at ", Label("[SCHOOL 1]"), " fell to 81%:")),
        item("twelve sessions for illness;", "–", 1),
        item("nine sessions without a reason.", "–", 1),
        item("Mr Oyelaran does not accept the concerns."),
        p("Scaling", heading=3),
        p(
            "On a scale of 0 to 10: mother ",
            b("6"),
            ", school ",
            b("5"),
            ", social worker ",
            b("4"),
            ". Risk: ",
            Text("HIGH", TextStyle(bold=True, colour="c00000")),
            ", reviewed ",
            Text("May 2024", TextStyle(highlight="ffff00")),
            ".",
        ),
        p("5. Decisions and plan", heading=1),
        item("Kezia remains subject to a child protection plan under the category of emotional abuse.", "1."),
        item("Core group to meet every four weeks:", "2."),
        item("first meeting on 23 May 2024;", "(a)", 1),
        item("chaired by the social worker.", "(b)", 1),
        item("Review conference by 7 November 2024.", "3."),
        table(
            ("What needs to happen", "Who", "By when", "Done"),
            (
                p("Refer Ms Oyelaran to ", Label("[CHARITY 1]"), " for the Freedom Programme"),
                p(Label("[SOCIAL WORKER 1]")),
                "16 May 2024",
                "☐",
            ),
            ("Speech and language assessment", p(Label("[NHS BODY 1]")), "30 June 2024", "☒"),
        ),
        p("Signed:", Tab(), "____________________", Tab(), "Date:", Tab(), "9 May 2024"),
    )
    notes = ((p("The plan was circulated to all members of the core group on 14 February 2024."),),)
    return Document((Section(body, headers=(header,), footers=(footer,)),), footnotes=notes)


def hostile() -> Document:
    """Everything that the typesetter is known to trip over, in one document."""
    wide = Table(
        tuple(Row(tuple(Cell((p(f"r{r} column {c}"),)) for c in range(12)), header=r == 0) for r in range(3)), 12
    )
    wider = Table(tuple(Row(tuple(Cell((p(f"r{r}c{c}"),)) for c in range(24)), header=r == 0) for r in range(3)), 24)
    nested: Table | Paragraph = p("deep inside")
    for level in range(7):
        nested = Table((Row((Cell((p(f"level {level}"),)), Cell((nested,)))),), 2)
    ragged = Table((Row((Cell(rowspan=9, colspan=3), Cell((p("x"),), colspan=50))), Row(()), Row((Cell(),) * 3)), 2)
    return Document(
        (
            Section(
                (
                    p("", heading=1),
                    p("Starts too deep", heading=4),
                    p("Skips", heading=9),
                    p(
                        "\u202eoverridden\u202c \x00 \ud800 tab\there \u2028 nbsp\u00a0x",
                        Text("#strong[x] $y$ `z` \\u{1}"),
                    ),
                    p("汉字 and \U0001f600 and \uf0b7 and \ufb01"),
                    p("w" * 400),
                    p("سلام دنیا 123 (abc)"),
                    p("नमस्ते ਸਤ ਸ੍ਰੀ ਅਕਾਲ বাংলা ગુજરાતી தமிழ் ☐ ☑ ☒ ≥ → Llŷn Łódź"),
                    wide,
                    wider,
                    nested,
                    ragged,
                    Table((), 3),
                    Table((Row((Cell((p("only header"),)), Cell((p("y" * 200),))), header=True),), 2),
                    p("level four", item=ListItem(1, 4)),
                    p("level none", item=ListItem(1, 0, "decimal", "%1.%2.%9)")),
                    p("x", NoteRef("footnote", 0), NoteRef("footnote", 0), NoteRef("endnote", 7)),
                    p("Numbered heading", NoteRef("endnote", 0), heading=2, item=ListItem(9, 0, "upperRoman", "%1.")),
                    TextBox(()),
                    TextBox((TextBox((p("box in box"), wide)),)),
                )
            ),
        ),
        footnotes=((p("note ", NoteRef("footnote", 0)),), (p("an orphan"),)),
        endnotes=((table(("a", "b"), ("c", "d")),),),
    )
