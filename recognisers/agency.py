"""Bodies that tell where someone lives: police, courts, hospitals, practices, charities, clubs, employers, services."""

from collections.abc import Iterator
from typing import ClassVar, Final

from presidio_analyzer import RecognizerResult

from recognisers.base import Recogniser
from recognisers.bodies import shaped
from recognisers.text import Reading

KIND: Final = "AGENCY"


class AgencyRecogniser(Recogniser):
    """Finds AGENCY by the shape of names; `words` say which role the body plays: HOSPITAL, POLICE FORCE, COURT ..."""

    kinds: ClassVar[tuple[str, ...]] = (KIND,)

    def find(self, reading: Reading) -> Iterator[RecognizerResult]:
        """Names in full, then their short forms."""
        yield from shaped(reading.text, KIND, type(self).__name__)
