"""Equations as one line of text: what they say stays readable and can be searched."""

from sanitiser.formats.docx.xml import Element, attribute, child, name

_NARY = "∫"


def linear(equation: Element) -> str:
    """An OMML expression (m:oMath and what it holds) in a line: `(a)/(b)`, `x^(2)`, `√(y)`."""
    return "".join(_part(item) for item in equation)


def _arguments(element: Element) -> str:
    return ", ".join(linear(item) for item in element if name(item) == "m:e")


def _script(element: Element, short: str, sign: str) -> str:
    held = child(element, short)
    text = linear(held) if held is not None else ""
    return f"{sign}({text})" if len(text) > 1 else f"{sign}{text}" if text else ""


def _held(element: Element, short: str) -> str:
    held = child(element, short)
    return linear(held) if held is not None else ""


def _property(element: Element, holder: str, short: str, otherwise: str) -> str:
    value = attribute(child(child(element, holder), short), "m:val")
    return otherwise if value is None else value[:4]


def _part(element: Element) -> str:
    match name(element):
        case "m:r":
            return "".join(item.text or "" for item in element if name(item) in ("m:t", "w:t"))
        case "m:f":
            return f"({_held(element, 'm:num')})/({_held(element, 'm:den')})"
        case "m:sSup" | "m:sSub" | "m:sSubSup":
            return _held(element, "m:e") + _script(element, "m:sub", "_") + _script(element, "m:sup", "^")
        case "m:sPre":
            return _script(element, "m:sub", "_") + _script(element, "m:sup", "^") + _held(element, "m:e")
        case "m:rad":
            return f"{_held(element, 'm:deg')}√({_held(element, 'm:e')})"
        case "m:nary":
            sign = _property(element, "m:naryPr", "m:chr", _NARY)
            limits = _script(element, "m:sub", "_") + _script(element, "m:sup", "^")
            return f"{sign}{limits} {_held(element, 'm:e')}"
        case "m:d":
            left, right = (_property(element, "m:dPr", f"m:{end}Chr", default) for end, default in _BRACKETS)
            return left + _arguments(element) + right
        case "m:m":
            rows = (_arguments(row) for row in element if name(row) == "m:mr")
            return "; ".join(rows)
        case "m:eqArr":
            return "; ".join(linear(item) for item in element if name(item) == "m:e")
        case "m:func":
            return f"{_held(element, 'm:fName')} {_held(element, 'm:e')}"
        case "m:limLow" | "m:limUpp":
            return _held(element, "m:e") + _script(element, "m:lim", "_" if name(element) == "m:limLow" else "^")
        case short if short.endswith("Pr") or not short.startswith(("m:", "w:")):
            return ""
        case "w:del" | "w:moveFrom":
            return ""
        case _:
            return linear(element)


_BRACKETS = (("beg", "("), ("end", ")"))
