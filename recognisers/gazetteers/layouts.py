"""How the publishers of official open files lay them out: columns of names, encoding, licence."""

from dataclasses import dataclass
from typing import Final

OGL: Final = "Open Government Licence v3.0"


@dataclass(frozen=True)
class Layout:
    """One kind of official file.

    `columns` are the headers of names, None where a file has no header: then names stand in the columns `name_at` of at
    least `width`, and only rows whose column `only_at` is one of `only` are taken. `least` is the fewest names that
    the whole file can hold. `finds` is the kind of finding.
    """

    finds: str
    key: str
    words: str
    publisher: str
    example: str
    columns: tuple[str, ...] | None
    codes: tuple[str, ...] = ()
    encoding: str = "cp1252"
    width: int = 0
    name_at: tuple[int, ...] = (1,)
    member: str = ""
    least: int = 20
    licence: str = OGL
    only_at: int = -1
    only: tuple[str, ...] = ()


_ODS: Final = "NHS Organisation Data Service"
_ONS: Final = "the Office for National Statistics"


def _ods(words: str, example: str, least: int) -> Layout:
    return Layout("AGENCY", "ods", words, _ODS, example, None, width=5, least=least)


def _ons(finds: str, letters: str, example: str, least: int) -> Layout:
    columns = (f"{letters}#NM", f"{letters}#NMW")
    return Layout(finds, "gss", "", _ONS, example, columns, codes=(f"{letters}#CD",), least=least)


LAYOUTS: Final[dict[str, Layout]] = {
    "schools": Layout(
        "SCHOOL", "urn", "SCHOOL", "Get Information about Schools", "edubasealldata20260101.csv",
        ("EstablishmentName",), codes=("URN",), least=100,
    ),
    "gp-practices": _ods("GP PRACTICE", "epraccur.csv", 20),
    "nhs-trusts": _ods("NHS BODY", "etr.csv", 20),
    "nhs-sites": _ods("HOSPITAL", "ets.csv", 20),
    "pharmacies": _ods("PHARMACY", "edispensary.csv", 20),
    "dentists": _ods("DENTIST", "egdpprac.csv", 20),
    "authorities": _ons("LOCAL_AUTHORITY", "LAD", "LAD_(Dec_2024)_Names_and_Codes_in_the_UK.csv", 20),
    "wards": _ons("PLACE", "WD", "WD_(Dec_2024)_Names_and_Codes_in_the_UK.csv", 20),
    "parishes": _ons("PLACE", "PAR", "PAR_(Dec_2024)_Names_and_Codes_in_EW.csv", 20),
    "constituencies": _ons("PLACE", "PCON", "PCON_(Jul_2024)_Names_and_Codes_in_the_UK.csv", 20),
    "places": Layout(
        "PLACE", "osnames", "", "Ordnance Survey", "opname_csv_gb.zip",
        None, width=30, name_at=(2, 4), member="data/", encoding="utf-8", least=20,
        only_at=6, only=("populatedPlace", "transportNetwork", "landform", "hydrography", "landcover"),
    ),
    "police": Layout(
        "AGENCY", "police", "POLICE FORCE", "data.police.uk", "forces.csv",
        ("name", "force"), codes=("id",), least=2,
    ),
    "courts": Layout(
        "AGENCY", "court", "COURT", "HM Courts and Tribunals Service", "courts.csv",
        ("name", "court_name", "court"), codes=("slug", "code"), least=2,
    ),
}  # fmt: skip
"""Each kind that `sanitiser gazetteer import KIND FILE` takes."""
