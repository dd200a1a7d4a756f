"""Objects of a PDF that nothing leads to: readers do not show them, and what stands in them would stay unseen."""

from collections.abc import Iterable, Iterator
from typing import Any

from sanitiser.verify.pypdf_reader import Walked


def unreached(walked: Walked, roots: Iterable[str]) -> Iterator[str]:
    """'reached' if any object cannot be come to from these entries of the trailer."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

    wanted = frozenset(roots)
    reached: set[int] = set()
    waiting: list[Any] = [value for key, value in dict.items(walked.reader.trailer) if key in wanted]
    while waiting:
        found = waiting.pop()
        match found:
            case IndirectObject():
                if found.idnum not in reached:
                    reached.add(found.idnum)
                    waiting.append(walked.objects.get(found.idnum))
            case DictionaryObject():
                waiting.extend(dict.values(found))
            case ArrayObject():
                waiting.extend(list.__iter__(found))
    if set(walked.objects) - reached:
        yield "reached"
