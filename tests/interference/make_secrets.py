"""Makes secrets.json from the shipped gazetteers: `python -m tests.interference.make_secrets`. The same file every time.

Authorities are all that exist today, in the forms that records use (plain, with a designator before or after, in Welsh).
Schools and addresses are put together from stations' and other names, designators and postcode districts, so no real
family's address is here; what matters is that they differ in length, in words and in letters.
"""

import csv
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from tests.interference.secrets import MORE

SOURCES = Path(__file__).parents[2] / "recognisers/gazetteers/sources"
HOW_MANY = 400
_AFTER = (
    "",
    " Council",
    " City Council",
    " Borough Council",
    " District Council",
    " County Council",
    " MBC",
    " Council Children's Services",
)
_BEFORE = ("London Borough of ", "Royal Borough of ", "City of ", "Cyngor ")
_SCHOOLS = ("{} Primary School", "{} Community Nursery", "St {}'s Catholic Primary School", "{} Academy", "The {} School", "{} High School",
            "Ysgol {}", "{} Church of England Voluntary Controlled Infant School", "{} College", "{} PRU", "Little Acorns Pre-School {}")  # fmt: skip
_STREETS = (
    "{} Road",
    "{} Street",
    "{} Close",
    "The {}",
    "{} Crescent",
    "{} Mews",
    "Heol {}",
    "{} Terrace",
    "St {}'s Gardens",
)
_HOUSES = ("{}", "Flat 2, {}", "{}A", "Flat 14, Block C, {}-{}", "{} Rose Cottage,", "Ground Floor, {}")
_OUTWARD = ("LS8", "E1", "GL54", "SW1A", "CF10", "BT12", "G11", "LL61", "M1", "EX39", "AB10", "TR21")


def main() -> None:
    """Write the file."""
    made = {"authority": authorities(), "school": schools(), "address": addresses()}
    MORE.write_text(json.dumps(made, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def authorities() -> list[str]:
    """Every authority of today, each in one of its forms."""
    with (SOURCES / "local_authorities.csv").open(encoding="utf-8", newline="") as rows:
        names = dict.fromkeys(row["name"] for row in csv.DictReader(rows) if not row["until"])
    return [_authority(name) for name in _spread(names)]


def _authority(name: str) -> str:
    if any(word in name for word in ("Council", "City of", "Borough")):
        return name
    form = _number(name, "form") % (len(_AFTER) + len(_BEFORE))
    return name + _AFTER[form] if form < len(_AFTER) else _BEFORE[form - len(_AFTER)] + name


def schools() -> list[str]:
    """Schools that may or may not exist."""
    return [_pick(_SCHOOLS, name).format(name) for name in _spread(_places())[:HOW_MANY]]


def addresses() -> list[str]:
    """Addresses that do not exist, or by chance alone."""
    made = []
    places = _spread(_places())
    for street, town in zip(places[:HOW_MANY], places[HOW_MANY : 2 * HOW_MANY], strict=True):
        number = _number(street, "house") % 240 + 1
        code = f"{_pick(_OUTWARD, town)} {number % 9 + 1}{'ABDEFGHJLN'[number % 10]}{'PQRSTUWXYZ'[number % 7]}"
        house = _pick(_HOUSES, street + town).format(number, number + 8)
        made.append(f"{house} {_pick(_STREETS, town).format(street)}, {town} {code}")
    return made


def _places() -> list[str]:
    with (SOURCES / "stations.csv").open(encoding="utf-8", newline="") as rows:
        return list(dict.fromkeys(row["name"] for row in csv.DictReader(rows) if "(" not in row["name"]))


def _number(text: str, salt: str = "") -> int:
    return int(hashlib.sha256((salt + text).encode()).hexdigest(), 16)


def _pick(choices: tuple[str, ...], text: str) -> str:
    return choices[_number(text, "pick") % len(choices)]


def _spread(names: Iterable[str]) -> list[str]:
    """In an order that has nothing to do with the alphabet, so that the first few differ in every way."""
    return sorted(names, key=_number)


if __name__ == "__main__":
    main()
