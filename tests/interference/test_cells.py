"""Two records that differ only in the secret give the same copy, byte for byte: a few cells here, all of them in the proof."""

import pytest

from sanitiser.domain.record import PdfMode
from tests.interference.measure import cells, measure, producer, sanitise
from tests.interference.secrets import secrets
from tests.interference.template import load_all

_TEMPLATES = {template.name: template for template in load_all()}
_FEW = [
    ("word", "table"), ("word", "letter_address"), ("word", "side_by_side"), ("word", "numbered_headings"), ("word", "split_by_bold"),
    ("platypus", "prose_justified"), ("platypus", "narrow_cells"), ("typesetter", "letter"), ("typesetter", "bullets"), ("chromium", "table"),
]  # fmt: skip

_AGAIN = [
    ("word", "nested_table"), ("platypus", "footer_long"), ("platypus", "form_fields"), ("platypus", "numbered"), ("platypus", "footnotes"),
    ("typesetter", "right_to_left"), ("typesetter", "footnotes"), ("typesetter", "long_table"),
]  # fmt: skip


def _holds(template: str, name: str, kind: str, count: int) -> None:
    cell = measure(_TEMPLATES[template], name, PdfMode.STRICT, count, kind)
    if cell is None:
        pytest.skip(f"{name} is not here, or cannot draw this")
    assert (cell.copies, cell.bits, cell.refused) == (1, 0.0, 0), cell.why


@pytest.mark.parametrize(("name", "template"), _FEW)
def test_the_copy_does_not_tell_which_secret_it_was(name: str, template: str) -> None:
    _holds(template, name, _TEMPLATES[template].kinds[0], 3)


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("template", "name", "kind"), [
    pytest.param(template.name, name, kind, marks=[pytest.mark.xfail(strict=True)] if name in template.known else [])
    for template, name, mode, kind in cells(mode=PdfMode.STRICT)
])  # fmt: skip
def test_no_cell_tells_which_secret_it_was(template: str, name: str, kind: str) -> None:
    _holds(template, name, kind, 40)


def _stays(template: str, name: str, kind: str) -> None:
    cell = measure(_TEMPLATES[template], name, PdfMode.STRICT, 1, kind)
    if cell is None:
        pytest.skip(f"{name} is not here, or cannot draw this")
    assert (cell.stable, cell.refused) == (True, 0), cell.why


@pytest.mark.parametrize(("name", "template"), _AGAIN)
def test_a_copy_sanitised_again_stays_the_same(name: str, template: str) -> None:
    """Structure, look, labels, running lines, notes and directions of a strict copy are all read back as they were set."""
    _stays(template, name, _TEMPLATES[template].kinds[0])


@pytest.mark.proof
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("template", "name", "kind"), [
    (template.name, name, kind) for template, name, mode, kind in cells(mode=PdfMode.STRICT)
])  # fmt: skip
def test_every_copy_sanitised_again_stays_the_same(template: str, name: str, kind: str) -> None:
    _stays(template, name, kind)


@pytest.mark.proof
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", ["word", "platypus", "typesetter", "libreoffice", "chromium"])
def test_no_authority_is_told_from_another(name: str) -> None:
    """All authorities of today in one template of each producer."""
    _holds("prose_justified", name, "authority", len(secrets("authority", 10_000)))


def test_different_records_give_different_copies() -> None:
    """The measure can fail: were everything refused or masked, one copy would prove nothing."""
    module = producer("word")
    assert module is not None
    one, other = (module.make(_TEMPLATES[name], ["Hart"])[0] for name in ("prose_left", "letter"))
    assert sanitise(one, "Hart", "authority", PdfMode.STRICT) != sanitise(other, "Hart", "authority", PdfMode.STRICT)
