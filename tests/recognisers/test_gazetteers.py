"""Shipped gazetteers are what their manifest says; official files are imported as published, wrong ones refused."""

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from recognisers.gazetteers.build import DATA
from recognisers.gazetteers.imported import imported_names
from recognisers.gazetteers.importer import GazetteerError, import_file, imported, shipped
from recognisers.place import PlaceRecogniser
from recognisers.school import SchoolRecogniser
from tests.recognisers.helpers import texts


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setenv("SANITISER_DATA", str(tmp_path / "data"))
    imported_names.cache_clear()
    yield tmp_path
    imported_names.cache_clear()


def test_manifest_holds_source_licence_date_rows_and_hash() -> None:
    """Every shipped file is in the manifest with its true hash, and the whole is far below the wheel's limit."""
    rows = {row["file"]: row for row in shipped()}
    files = {path.name: path for path in DATA.iterdir() if path.name != "manifest.json"}
    assert rows.keys() == files.keys()
    for name, path in files.items():
        assert rows[name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert rows[name]["source"]
        assert rows[name]["licence"]
        assert rows[name]["date"]
        assert rows[name]["rows"] > 100
    assert sum(path.stat().st_size for path in files.values()) < 25_000_000


def test_schools_as_gias_publishes_them(folder: Path) -> None:
    """A Windows-1252 file of schools is compiled, noted and found by the next run."""
    lines = ['"URN","LA (code)","EstablishmentName","Town"']
    lines += [
        f'"{100000 + n}","383","Invented{chr(97 + n // 26)}{chr(97 + n % 26)} Foundation","X"' for n in range(120)
    ]
    lines.append('"199999","383","Caf\u00e9 Blenkinthwaite","X"')
    path = folder / "edubasealldata20260101.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    known = import_file("schools", path, datetime(2026, 11, 21, tzinfo=UTC))
    assert known.rows == 121
    assert known.imported == "2026-11-21"
    assert known.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [row.kind for row in imported()] == ["schools"]
    assert "Caf\u00e9 Blenkinthwaite" in texts(SchoolRecogniser(), "He goes to Caf\u00e9 Blenkinthwaite now.")


def test_wards_and_open_names(folder: Path) -> None:
    """ONS names with a year in their columns, and OS Open Names as a ZIP of files without header."""
    wards = folder / "wards.csv"
    rows = [f"E0500{n:04},Quillingthwaite {chr(65 + n)} Fell,E07000001" for n in range(26)]
    wards.write_text("\ufeffWD24CD,WD24NM,LAD24CD\n" + "\n".join(rows), encoding="utf-8")
    assert import_file("wards", wards).rows == 26
    archive = folder / "opname_csv_gb.zip"
    line = "osgb{n},http://x,Zoltanby {c},,,,populatedPlace,Village" + "," * 26
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("Doc/readme.txt", "x")
        target.writestr("Data/SE00.csv", "\n".join(line.format(n=n, c=chr(65 + n) * 3) for n in range(26)))
    assert import_file("places", archive).rows == 26
    imported_names.cache_clear()
    assert "Quillingthwaite C Fell" in texts(PlaceRecogniser(), "by Quillingthwaite C Fell today")
    assert "Zoltanby CCC" in texts(PlaceRecogniser(), "by Zoltanby CCC today")


@pytest.mark.parametrize(
    ("kind", "content", "says"),
    [
        ("schools", b"Name,Town\nA,B\n", "no column EstablishmentName"),
        ("schools", b"URN,EstablishmentName\n1,Only School\n", "fewer than"),
        ("gp-practices", b"A1,SURGERY\n", "columns"),
        ("wards", b"\x00\x01\x02\x03", "not a CSV"),
        ("places", b"PK\x03\x04broken", "archive"),
        ("castles", b"x", "no kind 'castles'"),
    ],
)
def test_a_wrong_file_gets_a_clear_error(folder: Path, kind: str, content: bytes, says: str) -> None:
    """One line that says what is wrong; nothing is written."""
    path = folder / "wrong.csv"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=says) as raised:
        import_file(kind, path)
    assert "\n" not in str(raised.value)
    assert imported() == ()


def test_a_missing_file_gets_a_clear_error(folder: Path) -> None:
    """A path that is not there."""
    with pytest.raises(GazetteerError, match="cannot be read"):
        import_file("wards", folder / "none.csv")


def test_manifest_is_sorted_json() -> None:
    """The manifest is stable under rebuilding."""
    rows = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))
    assert [row["file"] for row in rows] == sorted(row["file"] for row in rows)
