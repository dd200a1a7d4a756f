"""A small engine for the tests of the service: reads text, replaces schools and protected terms, numbers the labels.

It keeps the contract of RecordEngine: deterministic, a register that never renumbers, a memory of names found surely.
Commands in a record: QUARANTINE (refused as damaged), FAIL (a defect), SLOW (a second's work).
"""

import json
import re
import time
from hashlib import sha256
from typing import Any

from sanitiser.errors import Damaged, VerdictFailed
from sanitiser.jobs.engine import Brief, Made

SCHOOL = re.compile(r"[A-Z][a-z]+ School")
PDF = "application/pdf"


class FakeEngine:
    """See the module."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.reads = 0
        self.makes = 0

    @property
    def version(self) -> str:
        return "fake/1"

    def digest(self, brief: Brief) -> str:
        memory = sorted((brief.state or {}).get("memory", ()))
        known = [
            brief.identity,
            sorted(brief.keep),
            sorted((term.text, term.kind, term.label) for term in brief.protect),
            [(r.action, r.text, r.start, r.end) for r in brief.rulings],
            memory,
        ]
        return sha256(json.dumps(known).encode()).hexdigest()

    def read(self, untrusted: bytes) -> str:
        self.reads += 1
        text = untrusted.decode("utf-8", "replace")
        if "QUARANTINE" in text:
            raise Damaged
        if "FAIL" in text:
            raise RuntimeError(text)
        time.sleep(1.0 if "SLOW" in text else self.pause)
        return text

    def unread(self, untrusted: bytes, media_type: str) -> str:
        return ""

    def make(self, untrusted: bytes, read: str, brief: Brief) -> Made:
        self.makes += 1
        if "UNVERIFIED" in read:
            raise VerdictFailed
        state: dict[str, Any] = json.loads(json.dumps(brief.state)) or {"labels": {}, "memory": []}
        memory = set(state["memory"]) | set(SCHOOL.findall(read))
        kinds = dict.fromkeys(memory, "SCHOOL") | {term.text: term.kind or "PLACE" for term in brief.protect}
        for name in brief.keep:
            kinds.pop(name, None)
        kept = {r.text for r in brief.rulings if r.action == "keep"}
        kinds |= {r.text: r.kind or "PLACE" for r in brief.rulings if r.action == "redact" and r.text}
        findings: list[dict[str, Any]] = []
        pattern = "|".join(re.escape(name) for name in sorted(kinds, key=lambda n: (-len(n), n)))
        matches = list(re.finditer(pattern, read)) if pattern else []
        out, at = [], 0
        for match in matches:
            kind, name = kinds[match.group()], match.group()
            action = "keep" if name in kept else "redact"
            numbered = f"[{kind} {len(state['labels']) + 1}]"
            withheld = kind == "RELOCATION"
            label = "[WITHHELD]" if withheld else state["labels"].setdefault(f"{kind}|{name}", numbered)
            out += [read[at : match.start()], name if action == "keep" else label]
            at = match.end()
            where = {"part": "body", "start": match.start(), "end": match.end(), "boxes": []}
            findings.append(
                {"kind": kind, "text": name, "label": label, "action": action, "score": 1.0, "where": where}
            )
        copy = "".join([*out, read[at:]])
        entry = {
            "status": "sanitised",
            "findings": findings,
            "removed": [],
            "leftovers": [],
            "verdict": {"passed": True},
        }
        state["memory"] = sorted(memory)
        return Made((copy.encode(),), PDF, 1, entry, state, review_needed=bool(findings))

    def close(self) -> None:
        pass
