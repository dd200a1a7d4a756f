"""What all recognisers of ours have in common: they read a text's words, and need no model and no NLP artefacts."""

from collections.abc import Iterable
from typing import Any, ClassVar

from presidio_analyzer import EntityRecognizer, RecognizerResult

from recognisers.keep import without_kept
from recognisers.text import Reading, read


class Recogniser(EntityRecognizer):
    """A recogniser of the closed list of kinds. A subclass names its `kinds` and says what it finds in `find`."""

    kinds: ClassVar[tuple[str, ...]] = ()
    heeds_keep: ClassVar[bool] = True  # leave out findings inside UK-wide bodies, laws and instruments (keep.py)

    def __init__(self) -> None:
        super().__init__(supported_entities=list(self.kinds), name=type(self).__name__, supported_language="en")

    def load(self) -> None:
        """Nothing: data files are opened when first needed, once a process."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ARG002
        """Findings of the kinds asked for, outside labels, in order of position."""
        found = [_copy(r) for r in self.found(read(text)) if not entities or r.entity_type in entities]
        return sorted(found, key=lambda r: (r.start, -r.end, r.entity_type))

    def found(self, reading: Reading) -> tuple[RecognizerResult, ...]:
        """Every finding outside labels; the text is searched once, however often it is asked for."""
        known = reading.findings.get(type(self).__name__)
        if known is None:
            outside = [r for r in self.find(reading) if not reading.in_label(r.start, r.end)]
            known = tuple(without_kept(reading.text, outside) if self.heeds_keep else outside)
            reading.findings[type(self).__name__] = known
        return known

    def find(self, reading: Reading) -> Iterable[RecognizerResult]:
        """Every finding in the text."""
        raise NotImplementedError


def _copy(found: RecognizerResult) -> RecognizerResult:
    """An engine writes into the results it is given; what we remember must stay as it was."""
    return RecognizerResult(
        found.entity_type,
        found.start,
        found.end,
        found.score,
        found.analysis_explanation,
        dict(found.recognition_metadata),
    )
