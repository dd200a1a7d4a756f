"""What pypdf finds in a PDF: the second reader. It walks every object, referenced or not, current or not."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sanitiser.verify.aside import Texts
from sanitiser.verify.content import PRINTABLE, is_binary, is_content, property_strings, without_codes
from sanitiser.verify.residue import ChannelText
from sanitiser.verify.words import INERT

# Keys that a check's detail may name; another key could itself hold a text.
_KEYS_LIST = """
/Alt /ActualText /E /T /TU /TM /V /DV /Title /Author /Subject /Keywords /Creator /Producer
/CreationDate /ModDate /Contents /RC /Subj /NM /URI /JS /F /UF /Desc /Lang /Name /Reason /Location
/ContactInfo /P /BaseFont /FontName /CharSet /FontFamily /ID /Info /Registry /Ordering /DA /CA /AC
/RO /OverlayText /XFA /O /U /D /Dests /Names
"""
_KEYS = frozenset(_KEYS_LIST.split())


_NAMES = frozenset({"names", "keys"})


@dataclass(frozen=True, slots=True)
class Walked:
    """`objects` are all objects of the file by number; `pages` the text of each page."""

    reader: Any
    objects: dict[int, Any]
    pages: tuple[str, ...]
    texts: tuple[ChannelText, ...]


def read(data: bytes, shown: Texts | None = None) -> Walked:
    """Every string, name, key and decoded stream, and every page's text. Raises pypdf's errors, and others.

    `shown` gives what `page_texts` gives, read meanwhile.
    """
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    objects = dict(_objects(reader))
    found = [text for one in (*objects.values(), reader.trailer) for text in _strings(one)]
    pages = shown() if shown else tuple(page_texts(data))
    texts = [ChannelText("page", text) for text in pages]
    # a name or key says the same however often it stands
    texts += [text for text in found if text.channel not in _NAMES] + sorted(
        {text for text in found if text.channel in _NAMES}, key=lambda text: (text.channel, text.text)
    )
    return Walked(reader, objects, pages, tuple(texts))


def page_texts(data: bytes) -> list[str]:
    """Every page's text, by a reader of its own: extracting text changes the objects it reads."""
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data), strict=False).pages]


def _objects(reader: Any) -> Iterator[tuple[int, Any]]:
    from pypdf.generic import IndirectObject

    listed = {(number, generation) for generation, numbers in reader.xref.items() for number in numbers}
    listed |= {(number, 0) for number in reader.xref_objStm}
    for number, generation in sorted(listed):
        if number:
            yield number, reader.get_object(IndirectObject(number, generation, reader))


def _strings(root: Any) -> Iterator[ChannelText]:
    """Strings, names and keys within one object; what it refers to is an object of its own."""
    from pypdf.generic import (
        ArrayObject,
        ByteStringObject,
        DictionaryObject,
        IndirectObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    waiting: list[tuple[str, Any]] = [("", root)]
    while waiting:
        key, found = waiting.pop()
        channel = f"object {key}" if key in _KEYS else "object"
        match found:
            case IndirectObject():
                continue
            case DictionaryObject():
                for name, value in dict.items(found):
                    yield ChannelText("keys", str(name) + INERT)
                    waiting.append((str(name), value))
                if isinstance(found, StreamObject):
                    yield from _stream(found)
            case ArrayObject():
                waiting.extend((key, value) for value in list.__iter__(found))
            case NameObject():
                yield ChannelText("names", str(found) + INERT)
            case TextStringObject():
                yield ChannelText(channel, str(found) + INERT)
            case ByteStringObject():
                yield ChannelText(channel, bytes(found).decode("latin-1") + INERT)
            case _:
                continue


def _stream(stream: Any) -> Iterator[ChannelText]:
    data = bytes(stream.get_data())
    if is_content(data):
        yield ChannelText("content properties", "".join(string + INERT for string in property_strings(data)))
        data = without_codes(data)
    if is_binary(data):
        words = [piece.decode("ascii") for piece in PRINTABLE.findall(data)]
        yield ChannelText("streams", INERT.join(words) + INERT, binary=True)
    else:
        yield ChannelText("streams", data.decode("latin-1") + INERT)
    if data[:2] in {b"\xfe\xff", b"\xff\xfe"}:
        yield ChannelText("streams UTF-16", data.decode("utf-16", "ignore") + INERT)
