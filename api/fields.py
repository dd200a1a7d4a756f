"""Kinds of value that requests and answers are made of."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Path, Query
from pydantic import AfterValidator, GetCoreSchemaHandler, StringConstraints
from pydantic_core import core_schema


def _clean(text: str) -> str:
    """No NUL and no half of a surrogate pair: PostgreSQL and UTF-8 have no place for them."""
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("not a text")
    return text


Text = Annotated[str, AfterValidator(_clean)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_clean)]
Note = Annotated[str, StringConstraints(max_length=4000), AfterValidator(_clean)]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$")]
IdText = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{26}$")]


@dataclass(frozen=True)
class OneOf:
    """Metadata of a text that is one of a closed list, in checks and in the OpenAPI document."""

    values: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """For pydantic."""
        return core_schema.literal_schema(list(self.values))


CaseId = Annotated[str, Path(pattern=r"^[a-z2-7]{26}$", description="The case as you know it.")]
ItemId = Annotated[str, Path(pattern=r"^[a-z2-7]{26}$")]
Cursor = Annotated[str, Query(pattern=r"^[0-9]{0,12}$", description="`next_cursor` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200)]
