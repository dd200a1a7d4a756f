"""The engine's own rules: a record in Welsh is quarantined with its remedy, an English one goes through whole."""

import io

import docx
import pytest

from sanitiser.domain.case import Case, ProtectTerm
from sanitiser.domain.kinds import Kind
from sanitiser.domain.verdict import Needle
from sanitiser.engine import Engine, Setup
from sanitiser.errors import OtherLanguage, VerdictFailed
from sanitiser.policyfile import default_policy
from sanitiser.stages import alone
from tests.run.readers import holds, text_in

WELSH = (
    "Mae'r plentyn yn byw gyda'i mam ac yn mynd i'r ysgol bob dydd. Cafodd y teulu eu gweld gan y gweithiwr cymdeithasol "
    "ym mis Mawrth, ac mae'r cynllun yn dweud y bydd yr ymweliadau yn parhau. Nid oes pryder am ei hiechyd. "
) * 3


def _record(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def engine():
    case = Case("FAM-1", keep=("Ann Example",), protect=(ProtectTerm("Zzyzx Hall", Kind.PLACE),))
    made = Engine(Setup(default_policy(), case))
    yield made
    made.close()


def test_a_record_in_welsh_is_quarantined_with_its_remedy(engine: Engine) -> None:
    with pytest.raises(OtherLanguage) as caught:
        engine.examine(_record(WELSH))
    assert "translat" in caught.value.advice.casefold()


def test_a_welsh_name_or_two_do_not_make_a_record_welsh(engine: Engine) -> None:
    engine.examine(
        _record(
            "Ann moved from Llanfairpwllgwyngyll and her teacher was Mr Llewellyn of Ysgol y Graig. She likes school. "
            * 5
        )
    )


def test_a_case_term_that_no_recogniser_knows_is_gone_and_the_rest_stays(engine: Engine) -> None:
    product = alone(engine, _record("Ann Example lived near Zzyzx Hall.", "She takes cetirizine 2.5 mg."))
    text = text_in(product.files[0])
    assert not holds(text, "Zzyzx Hall")
    assert "Ann Example lived near" in text
    assert "cetirizine 2.5 mg" in text


def test_a_copy_that_fails_its_verification_is_never_given(engine: Engine) -> None:
    """Decisions that leave a case term in are caught by the readers, which look for it all the same."""
    untrusted = _record("Ann Example lived near Zzyzx Hall.")
    examined = engine.examine(untrusted)
    with pytest.raises(VerdictFailed):
        engine.make(untrusted, examined.record, (), (Needle("Zzyzx Hall", Kind.PLACE),))
