"""Makes sample_docs anew: `python -m tests.samples.make`. Needs LibreOffice; its results are committed."""

from pathlib import Path

from tests.samples import docx_maker, pdf_maker
from tests.samples.content import FIRST, LATER

CASE = """\
# Sample case for testing: every person in it and in its records is invented.
reference = "FAM-0001"
identity = "unchanged"
keep = ["Kezia Oyelaran", "Tasha Oyelaran", "Micah Oyelaran"]

[[protect]]
text = "Leeds City Council"
kind = "LOCAL_AUTHORITY"
label = "COUNCIL"

[[protect]]
text = "Leeds"
kind = "PLACE"

[[protect]]
text = "Harehills"
kind = "PLACE"

[[protect]]
text = "Quarry Mount Primary School"
kind = "SCHOOL"

[[protect]]
text = "Dwayne Pritchard"
kind = "PERSON"
"""

MAKERS = {"docx": docx_maker.make, "libreoffice": pdf_maker.by_libreoffice, "reportlab": pdf_maker.by_reportlab}


def main(root: Path = Path("sample_docs")) -> None:
    """Write every record and the case file."""
    for folder, records in (("first", FIRST), ("later", LATER)):
        (root / folder).mkdir(parents=True, exist_ok=True)
        for name, maker, blocks in records:
            title = Path(name).stem
            (root / folder / name).write_bytes(MAKERS[maker](blocks, title))
    (root / "case.toml").write_text(CASE, encoding="utf-8")


if __name__ == "__main__":
    main()
