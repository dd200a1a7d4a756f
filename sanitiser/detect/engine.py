"""The Presidio analyser with our recognisers alone, over a whole record, and nothing that could reach a network."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from presidio_analyzer import AnalyzerEngine, EntityRecognizer, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import NoOpNlpEngine

from sanitiser.detect import standins
from sanitiser.detect.columns import ColumnFinder
from sanitiser.detect.family import FamilyFinder
from sanitiser.detect.memory import MEMORY
from sanitiser.detect.terms import TermFinder
from sanitiser.domain.case import FAMILY, PROTECTED, Case
from sanitiser.domain.finding import Finding
from sanitiser.domain.kinds import LABEL_PATTERN, Kind, default_words
from sanitiser.domain.record import Record, Segment
from sanitiser.matching import squash

CHUNK: Final = 60_000
"""Characters that the recognisers read at once; cut between segments only, unless one segment is longer."""
OVERLAP: Final = 1_000
"""Characters before a cut that are read again after it, so that an address over the cut is found whole."""
_CASE: Final = frozenset([PROTECTED, FAMILY])
_FOR_PROSE: Final = frozenset(["ModelRecogniser", "UnlistedRecogniser", "CodeRecogniser"])
"""Recognisers that go by the look of sentences: names of styles and fields would only mislead them."""
_BY_SHAPE: Final = frozenset(
    [
        "ModelRecogniser",
        "AgencyRecogniser",
        "CouncilShapeRecogniser",
        "ServiceRecogniser",
        "StreetRecogniser",
        "UnlistedRecogniser",
    ]
)
"""These take capitals and titles beside a name for a part of it."""
_AROUND: Final = frozenset([Kind.ADDRESS.value, Kind.PERSON.value, Kind.AREA_CLUE.value])
_HIDDEN_PROSE: Final = frozenset(
    [
        "alternative-text",
        "annotations",
        "attachments",
        "background-colour",
        "clipped",
        "comments",
        "covered",
        "glossary",
        "hidden-text",
        "invisible",
        "layer-off",
        "off-page",
        "tiny",
        "tiny-text",
        "tracked-deletions",
        "unreferenced-note",
        "unused-furniture",
        "white-text",
    ]
)
"""Channels of hidden text in which people write sentences."""
_FLOW: Final = frozenset(["body", "cell", "textbox"])


class _AsScored(ContextAwareEnhancer):
    """Our recognisers score context themselves; Presidio's enhancer needs lemmas, which nobody computes here."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0.0,
            min_score_with_context_similarity=0.0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self,
        text: str,  # noqa: ARG002
        raw_results: list[RecognizerResult],
        nlp_artifacts: Any,  # noqa: ARG002
        recognizers: list[EntityRecognizer],  # noqa: ARG002
        context: list[str] | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        return raw_results


class Detector:
    """Findings of a record: what all recognisers say, and where the case's terms stand.

    `recognisers` are those of the registry unless given. Loading them takes seconds; detecting keeps no state, so one
    detector serves all records of a process.
    """

    def __init__(self, recognisers: Sequence[EntityRecognizer] | None = None) -> None:
        if recognisers is None:
            from recognisers.registry import all_recognisers

            recognisers = all_recognisers()
        self.recognisers = tuple(recognisers)
        self._names = _analyser(r for r in self.recognisers if not reads_around(r))
        self._around = _analyser(r for r in self.recognisers if reads_around(r))

    def detect(self, record: Record, case: Case | None = None) -> tuple[Finding, ...]:
        """All findings of a record in order of position; they may overlap. Labels are inert."""
        terms = TermFinder(case).find(record.text) if case is not None else ()
        found = [*self._recognised(record, standins.whole_names(terms)), *terms, *ColumnFinder(record, terms).find()]
        if case is not None:
            found += FamilyFinder(case).find(record.text)
        return merged(outside_labels(record.text, found))

    def _recognised(self, record: Record, names: Sequence[standins.Span]) -> Iterator[Finding]:
        for start, end in chunks(record.text, record.segments):
            shown = standins.Shown(record.text, start, end, names)
            text = record.text[start:end]
            found = [_finding(result, start, text) for result in _read(self._names, text)]
            found += [shown.back(_finding(result, 0, shown.text)) for result in _read(self._around, shown.text)]
            prose = _is_prose(record.segments, start)
            yield from (finding for finding in found if prose or not _FOR_PROSE & {*finding.recognisers})


def reads_around(recogniser: EntityRecognizer) -> bool:
    """Whether a recogniser goes by the words around: it must not see a name that the case file protects."""
    names = {str(getattr(recogniser, "name", "")), type(recogniser).__name__}
    return bool(_BY_SHAPE & names) or bool(_AROUND & {*recogniser.supported_entities})


def _analyser(recognisers: Iterable[EntityRecognizer]) -> AnalyzerEngine | None:
    chosen = list(recognisers)
    if not chosen:
        return None
    registry = RecognizerRegistry(recognizers=chosen, supported_languages=["en"])
    nlp = NoOpNlpEngine(models=[{"lang_code": "en", "model_name": "none"}])
    return AnalyzerEngine(
        registry=registry, nlp_engine=nlp, supported_languages=["en"], context_aware_enhancer=_AsScored()
    )


def _read(analyser: AnalyzerEngine | None, text: str) -> list[RecognizerResult]:
    return analyser.analyze(text, language="en", return_decision_process=True) if analyser is not None else []


def _is_prose(segments: Sequence[Segment], at: int) -> bool:
    """Whether people's sentences stand at this place: models take 'en-GB' and 'xmp-writer' for names."""
    index = max(0, bisect_right([segment.start for segment in segments], at) - 1)
    return not segments or segments[index].paragraph is not None or segments[index].channel in _HIDDEN_PROSE


def _finding(result: RecognizerResult, offset: int, text: str) -> Finding:
    """Presidio's result on a text as a finding of the record, where the text stands at an offset."""
    extras = result.recognition_metadata or {}
    said = result.analysis_explanation
    kind, words = Kind(result.entity_type), str(extras.get("words", ""))
    return Finding(
        start=offset + result.start,
        end=offset + result.end,
        kind=kind,
        score=max(0.0, min(1.0, round(float(result.score), 4))),
        recognisers=(str(extras.get(RecognizerResult.RECOGNIZER_NAME_KEY, "")),),
        explanation=str((said.textual_explanation if said else "") or ""),
        entity=_thing(kind, str(extras.get("entity", "")), words, text[result.start : result.end]),
        words="" if words == default_words(kind) else words,
        sure=bool(extras.get("sure", False)),
    )


def _thing(kind: Kind, entity: str, words: str, said: str) -> str:
    """The key of a thing: of bodies that share a name ('Leeds United', 'Leeds Family Court') each has its own."""
    if kind is not Kind.AGENCY or not entity or entity.startswith("list:"):
        return entity
    plain = words in {"", default_words(kind)}
    return f"{entity} ({squash(said) if plain else words.casefold()})"


def chunks(text: str, segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    """Spans to analyse, in order: never across the end of the flow that a segment belongs to.

    The body with its cells and boxes is one flow; each header, footer, note and hidden text is read apart.
    """
    for start, end in _flows(text, segments):
        at = start
        while end - at > CHUNK:
            cut = text.rfind("\n", at + CHUNK // 2, at + CHUNK)
            cut = cut if cut > 0 else text.rfind(" ", at + CHUNK // 2, at + CHUNK)
            cut = cut if cut > 0 else at + CHUNK
            yield at, cut
            back = text.find("\n", cut - OVERLAP, cut)
            back = back + 1 if back >= 0 else text.find(" ", cut - OVERLAP, cut) + 1
            at = back if back > at else cut
        yield at, end


def _flows(text: str, segments: Sequence[Segment]) -> Iterator[tuple[int, int]]:
    if not segments:
        yield 0, len(text)
        return
    start, end, flow = segments[0].start, segments[0].end, _flow(segments[0])
    for segment in segments[1:]:
        if _flow(segment) != flow:
            yield start, end
            start, flow = segment.start, _flow(segment)
        end = segment.end
    yield start, end


def _flow(segment: Segment) -> str:
    if segment.paragraph is None:
        return f"hidden {segment.channel}"
    return "body" if segment.channel in _FLOW else segment.channel


def outside_labels(text: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings cut where a label stands in them: a label is never read, nor covered."""
    labels = [m.span() for m in LABEL_PATTERN.finditer(text)] if "[" in text else []
    for finding in findings:
        at = finding.start
        for start, end in labels:
            if start < finding.end and finding.start < end:
                if start > at:
                    yield replace(finding, start=at, end=start)
                at = max(at, end)
        if at < finding.end:
            yield replace(finding, start=at)


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of the same span and kind as one, in order of position: the best score, every recogniser."""
    same: dict[tuple[int, int, Kind], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.start, finding.end, finding.kind), []).append(finding)
    return tuple(_together(same[key]) for key in sorted(same))


def _together(found: list[Finding]) -> Finding:
    def strength(finding: Finding) -> tuple[object, ...]:
        ours = bool(_CASE & {*finding.recognisers})
        return (
            not ours,
            finding.recognisers == (MEMORY,),
            -finding.score,
            finding.recognisers,
            finding.explanation,
            finding.entity,
            finding.words,
        )

    best = min(found, key=strength)
    names = tuple(sorted({name for f in found for name in f.recognisers if name}))
    # the memory knows the whole case: its 'Ms Okafor' is Janet Okafor
    leading = [f for f in found if _CASE & {*f.recognisers}] + [f for f in found if f.recognisers == (MEMORY,)] + [best]
    entity = next((f.entity for f in leading if f.entity), "") or min((f.entity for f in found if f.entity), default="")
    if PROTECTED in best.recognisers:  # its label is the case file's affair: 'Eton College' and 'St Bede's' are alike
        leading = found = [best]
    words = next((f.words for f in leading if f.words), "") or min((f.words for f in found if f.words), default="")
    score = max(f.score for f in found)
    return replace(best, score=score, recognisers=names, entity=entity, words=words, sure=any(f.sure for f in found))
