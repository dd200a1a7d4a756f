"""The rows of the gazetteer of local authorities, from sources/local_authorities.csv.

The sort of a name is one letter: `s` says it alone, `p` a plain name that may also be a person's, `o` an ordinary word
as well, `d` names an authority only with a designator ('Hove Council'), `i` initials of one authority, `j` initials
that several share or that mean something else too.
"""

import csv
from collections import defaultdict
from pathlib import Path

from recognisers.gazetteers.names import Entry
from recognisers.lexicon import terms
from recognisers.text import fold

ORDINARY = terms("local_authority", "ordinary")
OWN_INITIALS = terms("local_authority", "own_initials")
_BODIES = ("combined", "regional")


def rows(sources: Path) -> list[tuple[str, Entry]]:
    """Every folded name with the authority that it may mean."""
    found: list[tuple[str, Entry]] = []
    owners: dict[str, set[str]] = defaultdict(set)
    table = list(csv.DictReader((sources / "local_authorities.csv").open(encoding="utf-8")))
    for row in table:
        for name, sort in _names(row):
            key = fold(name)
            if sort in "ij":
                owners[key].add(row["name"])
            found.append((key, Entry(sort, _entity(row, table), row["kind"], row["name"])))
            if "'" in name:
                found.append((fold(name.replace("'", "")), found[-1][1]))
    return [(k, Entry("j", e.entity, e.words, e.name) if len(owners[k]) > 1 else e) for k, e in found]


def _entity(row: dict[str, str], table: list[dict[str, str]]) -> str:
    """The authority's key: its GSS code, or the current one of an authority of the same name and sort of area."""
    same = [r["code"] for r in table if r["name"] == row["name"] and not r["until"]]
    return f"gss:{same[0] if same else row['code']}"


def _names(row: dict[str, str]) -> list[tuple[str, str]]:
    """Every name of one authority, with its sort."""
    official = row["name"]
    whole = official.partition(", City of")[0].partition(", County of")[0]
    found = [(official, _sort(row, official, whole)), (whole, _sort(row, whole, whole))]
    parts = {fold(p) for p in whole.replace(", ", " and ").split(" and ")}
    for name in filter(None, row["also"].split("|")):
        bare = "d" if " and " in whole and fold(name) in parts else _sort(row, name, whole)
        found.append((name, bare))
    return [(n, "d" if row["kind"] in _BODIES and s in "spo" and "Authority" not in n else s) for n, s in found]


def _sort(row: dict[str, str], name: str, whole: str) -> str:
    key = fold(name)
    letters = name.replace("&", "").replace(" ", "").replace(".", "")
    if (
        len(letters) <= 7
        and " " not in name
        and sum(c.isupper() for c in letters) >= 2
        and name not in (row["name"], whole)
    ):
        return "i" if key in OWN_INITIALS else "j"
    if key in ORDINARY:
        return "o"
    return "s" if " " in key else "p"
