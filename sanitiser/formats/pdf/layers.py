"""Optional content: which layers are on in the default configuration (ISO 32000-1, 8.11)."""

from typing import Any, Final

import pikepdf

from sanitiser.formats.pdf import streams

_MAX_DEPTH: Final = 24
Key = tuple[int, int]


class Layers:
    """The state of every optional content group when the file is opened."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._off: set[Key] = set()
        properties = pdf.Root.get("/OCProperties")
        default = properties.get("/D") if isinstance(properties, pikepdf.Dictionary) else None
        if properties is None or not isinstance(default, pikepdf.Dictionary):
            return
        if streams.name(default.get("/BaseState")) == "/OFF":
            self._off = _keys(properties.get("/OCGs")) - _keys(default.get("/ON"))
        self._off |= _keys(default.get("/OFF"))

    def shown(self, content: Any, depth: int = 0) -> bool:
        """Whether content that belongs to a group, or to a membership dictionary, is shown."""
        if not isinstance(content, pikepdf.Dictionary) or depth > _MAX_DEPTH:
            return True
        if streams.name(content.get("/Type")) != "/OCMD":
            return streams.key_of(content) not in self._off
        expression = content.get("/VE")
        if isinstance(expression, pikepdf.Array):
            return self._evaluate(expression, depth)
        groups = content.get("/OCGs")
        members = [groups] if isinstance(groups, pikepdf.Dictionary) else _list(groups)
        states = [self.shown(g, depth + 1) for g in members if isinstance(g, pikepdf.Dictionary)]
        if not states:
            return True
        match streams.name(content.get("/P")):
            case "/AllOn":
                return all(states)
            case "/AnyOff":
                return not all(states)
            case "/AllOff":
                return not any(states)
            case _:
                return any(states)

    def _evaluate(self, expression: Any, depth: int) -> bool:
        parts = _list(expression)
        if not parts or depth > _MAX_DEPTH:
            return True
        states = [
            self._evaluate(p, depth + 1) if isinstance(p, pikepdf.Array) else self.shown(p, depth + 1)
            for p in parts[1:]
        ]
        match streams.name(parts[0]):
            case "/Not":
                return not states[0] if states else True
            case "/And":
                return all(states)
            case "/Or":
                return any(states)
            case _:
                return True


def _list(value: Any) -> list[Any]:
    return list(value)[:10_000] if isinstance(value, pikepdf.Array) else []


def _keys(value: Any) -> set[Key]:
    return {streams.key_of(v) for v in _list(value) if isinstance(v, pikepdf.Dictionary)}
