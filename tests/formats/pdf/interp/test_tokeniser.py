"""Our tokeniser sees what qpdf's sees."""

from typing import Any

import pikepdf
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sanitiser.formats.pdf import tokeniser
from sanitiser.formats.pdf.tokeniser import INLINE_IMAGE, numbers, operators, show_elements

NUMBER = st.one_of(
    st.integers(-99999, 99999).map(str),
    st.decimals(-999, 999, places=3, allow_nan=False).map(str),
    st.sampled_from(["+1", "-.5", "0.", ".25", "-0"]),
)
LITERAL = st.binary(max_size=12).map(
    lambda b: b"(" + b"".join(b"\\%03o" % c if c in b"()\\\r" or c > 126 else bytes([c]) for c in b) + b")"
)
NESTED = st.sampled_from([b"(a(b)c)", b"(a\\\nb)", b"(\\n\\t\\(\\))", b"(\\7x)", b"()", b"(a\rb\r\nc)"])
HEX = st.text("0123456789abcdefABCDEF ", max_size=8).map(lambda t: b"<" + t.encode() + b">")
STRING = st.one_of(LITERAL, NESTED, HEX)
NAME = st.text("ABCabc123.-_", min_size=1, max_size=6).map(lambda t: b"/" + t.encode())
SPACE = st.sampled_from([b" ", b"\n", b"\r\n", b"\t", b"  ", b" %x(]\n"])


@st.composite
def statement(draw: Any) -> bytes:
    """One operator with operands as real files have them."""
    kind = draw(st.integers(0, 6))
    gap = draw(SPACE)
    if kind == 0:
        words = [n.encode() for n in draw(st.lists(NUMBER, max_size=6))]
        return gap.join([*words, draw(st.sampled_from([b"cm", b"Td", b"re", b"g", b"T*", b"q", b"f*", b"d0"]))])
    if kind == 1:
        parts = draw(st.lists(st.one_of(STRING, NUMBER.map(str.encode)), max_size=6))
        return b"[" + gap.join(parts) + b"]" + draw(st.sampled_from([b"", gap])) + b"TJ"
    if kind == 2:
        return draw(STRING) + draw(st.sampled_from([b"", gap])) + b"Tj"
    if kind == 3:
        return gap.join([draw(NAME), draw(NUMBER).encode(), b"Tf"])
    if kind == 4:
        return gap.join([draw(NAME), b"<</MCID 4/A" + draw(STRING) + b"/B[1 2/C true]>>BDC"])
    if kind == 5:
        return gap.join([draw(NAME), draw(st.sampled_from([b"Do", b"gs", b"cs", b"BMC"]))])
    return b"BI /W 1 /H 1 /BPC 8 /CS /G ID " + draw(st.binary(max_size=5)).replace(b"E", b"e") + b"\nEI"


def _plain(value: Any) -> Any:
    if isinstance(value, pikepdf.String):
        return bytes(value)
    if isinstance(value, pikepdf.Name):
        return str(value)
    if isinstance(value, pikepdf.Array):
        return [_plain(v) for v in value]
    if isinstance(value, pikepdf.Dictionary):
        return {k: _plain(v) for k, v in value.items()}
    return value if value is None or isinstance(value, bool) else float(value)


def _ours(data: bytes) -> list[tuple[str, Any]]:
    out: list[tuple[str, Any]] = []
    for operator, operands in operators(data):
        if operator == INLINE_IMAGE:
            out.append(("INLINE IMAGE", None))
        elif operator == b"TJ":
            out.append(("TJ", [show_elements(operands)]))
        else:
            out.append((operator.decode(), numbers(operands) if isinstance(operands, bytes) else operands))
    return out


def _theirs(data: bytes) -> list[tuple[str, Any]]:
    pdf = pikepdf.new()
    out: list[tuple[str, Any]] = []
    for instruction in pikepdf.parse_content_stream(pikepdf.Stream(pdf, data)):
        if isinstance(instruction, pikepdf.ContentStreamInlineImage):
            out.append(("INLINE IMAGE", None))
        else:
            out.append((str(instruction.operator), [_plain(v) for v in instruction.operands]))
    return out


@settings(max_examples=300, deadline=None)
@given(st.lists(statement(), max_size=8), SPACE)
def test_operators_and_operands_are_those_of_qpdf(statements: list[bytes], gap: bytes) -> None:
    # qpdf guesses where an inline image ends, and takes the 'EI' of a later one if what follows the first looks odd to it
    assume(sum(one.startswith(b"BI") for one in statements) < 2)
    data = (gap if not gap.startswith(b" %") else b"\n").join(statements) + b"\n"
    assert _ours(data) == _theirs(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_end_without_an_error(data: bytes) -> None:
    for operator, operands in operators(data):
        assert isinstance(operator, bytes)
        numbers(operands)
        show_elements(operands)


@given(st.binary(max_size=40))
def test_a_literal_string_survives_escaping(data: bytes) -> None:
    escaped = b"".join(b"\\" + bytes([c]) if c in b"()\\" else b"\\r" if c == 13 else bytes([c]) for c in data)
    assert next(operators(b"(" + escaped + b") Tj")) == (b"Tj", [data])


def test_malformed_numbers_are_read_as_readers_do() -> None:
    assert [tokeniser.number(n) for n in (b"--5", b"1.2.3", b"5-3", b".", b"-", b"+.5")] == [-5, 1.2, 5, 0, 0, 0.5]
