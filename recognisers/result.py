"""How a recogniser of ours reports: Presidio's result with the sanitiser's extras in its metadata."""

from presidio_analyzer import AnalysisExplanation, RecognizerResult

ENTITY = "entity"
WORDS = "words"
SURE = "sure"


def result(
    kind: str,
    start: int,
    end: int,
    score: float,
    recogniser: str,
    explanation: str,
    *,
    entity: str = "",
    words: str = "",
    sure: bool = False,
) -> RecognizerResult:
    """A finding of characters [start, end).

    `kind` is one of the closed list of kinds, `score` 0..1, `explanation` a sentence for a reviewer.
    `entity` is the canonical key of the thing named, `words` the label's words, `sure` says that the name may be
    searched for in the whole case.
    The recogniser's identifier is left for the engine to add: it drops results whose identifier is not that of one of
    its recognisers.
    """
    return RecognizerResult(
        entity_type=kind,
        start=start,
        end=end,
        score=score,
        analysis_explanation=AnalysisExplanation(recogniser, score, textual_explanation=explanation),
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: recogniser,
            ENTITY: entity,
            WORDS: words,
            SURE: sure,
        },
    )
