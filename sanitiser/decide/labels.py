"""The text with labels in it, through presidio-anonymizer: entities resolved and numbered before it sees them.

Its own conflict rules are never reached: it merges neighbours of one type and works from right to left, so every span
has a type of its own here, and the operator only looks up what was decided.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, ClassVar

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import ConflictResolutionStrategy, OperatorConfig, RecognizerResult
from presidio_anonymizer.operators import Operator, OperatorType


class LabelOperator(Operator):
    """Puts the label that was decided in the place of a text; looks at nothing else, counts nothing."""

    NAME: ClassVar[str] = "label"

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:  # noqa: ARG002
        """The label."""
        return str((params or {})["label"])

    def validate(self, params: dict[str, Any] | None = None) -> None:
        """A label must have been decided."""
        if not isinstance((params or {}).get("label"), str):
            raise ValueError("no label was decided")

    def operator_name(self) -> str:
        """Its name in the engine."""
        return self.NAME

    def operator_type(self) -> OperatorType:
        """It anonymises."""
        return OperatorType.Anonymize


@lru_cache(maxsize=1)
def _engine() -> AnonymizerEngine:
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call] # its constructor has no annotations
    engine.add_anonymizer(LabelOperator)
    return engine


def replaced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """A text with each span (start, end, label) replaced; spans do not overlap. Raises ValueError if they do."""
    ordered = sorted(spans)
    if any(b[0] < a[1] for a, b in pairwise(ordered)):
        raise ValueError("spans overlap")
    if not ordered:
        return text
    results = [RecognizerResult(f"SPAN_{n}", start, end, 1.0) for n, (start, end, _) in enumerate(ordered)]
    operators = {
        f"SPAN_{n}": OperatorConfig(LabelOperator.NAME, {"label": label}) for n, (_, _, label) in enumerate(ordered)
    }
    return str(
        _engine().anonymize(text, results, operators, ConflictResolutionStrategy.REMOVE_INTERSECTIONS, False).text
    )
