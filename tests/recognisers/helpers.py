"""What tests of recognisers share."""

import time

from presidio_analyzer import EntityRecognizer

WORST = (
    *("a" * 20_000, "A " * 20_000, "A1 " * 20_000, "St " * 20_000, "A-\n" * 20_000, "of the " * 10_000, "'" * 20_000),
    *("The Leeds City " * 5_000, "Church of England and " * 3_000, "LS8 " * 10_000, "\n" * 20_000, "A b. " * 8_000),
)


def texts(recogniser: EntityRecognizer, text: str, threshold: float = 0.5) -> list[str]:
    """The findings' texts, of those that score enough."""
    return [text[r.start : r.end] for r in recogniser.analyze(text, [], None) if r.score >= threshold]


def check_offsets(recogniser: EntityRecognizer, text: str) -> None:
    """Findings lie in the text, begin and end at no blank and never inside a word."""
    for r in recogniser.analyze(text, [], None):
        assert 0 <= r.start < r.end <= len(text)
        assert not text[r.start].isspace()
        assert not text[r.end - 1].isspace()
        assert r.start == 0 or not (text[r.start - 1].isalnum() and text[r.start].isalnum())
        assert r.end == len(text) or not (text[r.end - 1].isalnum() and text[r.end].isalnum())
        assert 0 <= r.score <= 1
        assert r.analysis_explanation.textual_explanation


def check_linear(recogniser: EntityRecognizer) -> None:
    """No string of 60,000 letters takes over three seconds."""
    for worst in WORST:
        begin = time.process_time()
        recogniser.analyze(worst, [], None)
        assert time.process_time() - begin < 3, worst[:20]
