"""`sanitiser report`: the review manifest as one page of HTML, confidential, that needs nothing but itself."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any, Final

from sanitiser.errors import EnvironmentFault, UsageError
from sanitiser.manifest import plain
from sanitiser.manifest.review import CONTEXT, SCHEMA, to_look_at

NAME: Final = "report.html"
_ACTIONS: Final = ("redact", "review", "keep")


def write_report(out_dir: Path, review_dir: Path | None = None) -> Path:
    """Write report.html beside the manifest, readable by its owner alone, and say where it is.

    Raises UsageError where there is no manifest, EnvironmentFault where it cannot be read or written.
    """
    folder = review_dir or out_dir / "review"
    manifest = _read(folder / "manifest.json")
    try:
        page = render(manifest)
    except (LookupError, TypeError, AttributeError, ValueError):
        raise UsageError("the review manifest is damaged", "Run the records again.") from None
    temporary, path = folder / f".{NAME}.new", folder / NAME
    try:
        with open(temporary, "wb", opener=lambda name, flags: os.open(name, flags, 0o600)) as stream:
            stream.write(page)
        os.replace(temporary, path)
    except OSError as fault:
        temporary.unlink(missing_ok=True)
        raise EnvironmentFault(f"the report cannot be written: {fault.strerror}") from None
    return path


def render(manifest: dict[str, Any]) -> bytes:
    """The page. Everything that comes from a record is escaped; there are no scripts and no links outwards."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("sanitiser.manifest", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = ("channel", "reason", "notice", "part", "residue", "told", "kind", "sentence")
    environment.filters |= {name: getattr(plain, name) for name in names}
    page = environment.get_template("report.html").render(**_view(manifest))
    return page.encode("utf-8", "replace")


def _read(path: Path) -> dict[str, Any]:
    missing = UsageError("there is no review manifest here", "Name the output folder of a run.")
    try:
        manifest = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise missing from None
    except OSError as fault:
        raise EnvironmentFault(f"the manifest cannot be read: {fault.strerror}") from None
    except (ValueError, RecursionError):
        raise UsageError("the review manifest is damaged", "Run the records again.") from None
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise UsageError("the review manifest is of another version", f"This version reads {SCHEMA}.")
    return manifest


def _view(manifest: dict[str, Any]) -> dict[str, Any]:
    documents = [_document(entry) for entry in manifest["documents"]]
    sanitised = [d for d in documents if d["status"] == "sanitised"]
    quarantined = [d for d in documents if d["status"] != "sanitised"]
    return {
        "head": manifest,
        "sanitised": sanitised,
        "quarantined": quarantined,
        "to_review": sum(1 for d in sanitised if d["to_decide"]),
        "kinds": _kinds(sanitised),
        "labels": _labels(sanitised),
    }


def _kinds(documents: list[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    """How many findings of each kind were masked, are for review, or stay."""
    counts = Counter((f["kind"], f["action"]) for d in documents for f in d["findings"])
    return [(kind, [counts[kind, action] for action in _ACTIONS]) for kind in sorted({kind for kind, _ in counts})]


def _labels(documents: list[dict[str, Any]]) -> list[tuple[str, list[str], int]]:
    """Each label with the texts that it stands for, and how often."""
    texts: dict[str, Counter[str]] = {}
    for document in documents:
        for finding in document["findings"]:
            if finding["label"]:
                texts.setdefault(finding["label"], Counter())[" ".join(finding["text"].split())] += 1
    return [(label, sorted(texts[label]), texts[label].total()) for label in sorted(texts, key=_by_number)]


def _by_number(label: str) -> tuple[str, int]:
    words, _, number = label.strip("[]").rpartition(" ")
    return (words, int(number)) if number.isdigit() else (label, 0)


def _document(entry: dict[str, Any]) -> dict[str, Any]:
    masked = [f for f in entry["findings"] if f["label"]]
    shown = [{**f, **_before_and_after(f, masked)} for f in entry["findings"]]
    counts = Counter(f["action"] for f in shown)
    entry = {"residue": None, **entry}  # manifests of earlier versions do not say
    return {**entry, "findings": shown, "counts": counts, "to_decide": counts["review"] + to_look_at(entry)}


def _before_and_after(finding: dict[str, Any], masked: list[dict[str, Any]]) -> dict[str, Any]:
    """The context as it was, and as the copy has it with all labels in place."""
    start, end, context = finding["where"]["start"], finding["where"]["end"], finding["context"]
    lead = min(start, CONTEXT)
    first, last = start - lead, start - lead + len(context)
    pieces: list[tuple[str, str]] = []
    at = first
    for other in _near(masked, first, last):
        begin, stop = other["where"]["start"], other["where"]["end"]
        if begin > at:
            pieces.append(("", context[at - first : begin - first]))
        mine = "mine" if begin == start else "other"
        pieces.append((mine, other["label"]))
        at = max(at, stop)
    if at < last:
        pieces.append(("", context[at - first :]))
    return {
        "before": (context[:lead], context[lead : lead + end - start], context[lead + end - start :]),
        "after": pieces,
        "start": start,
    }


def _near(masked: list[dict[str, Any]], first: int, last: int) -> list[dict[str, Any]]:
    """The findings, in order of position, that touch characters [first, last)."""
    low, high = 0, len(masked)
    while low < high:
        middle = (low + high) // 2
        if masked[middle]["where"]["end"] <= first:
            low = middle + 1
        else:
            high = middle
    near = []
    while low < len(masked) and masked[low]["where"]["start"] < last:
        near.append(masked[low])
        low += 1
    return near
