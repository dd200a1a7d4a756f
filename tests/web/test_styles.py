"""The styles that are shipped are those that their sources make; nothing in them is for gov.uk alone."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.web.pages import ASSETS

STYLES = ASSETS.parent / "styles"


def test_no_font_nor_picture_of_gov_uk_is_shipped_and_nothing_is_fetched_from_elsewhere() -> None:
    css = (ASSETS / "app.css").read_text(encoding="utf-8")
    assert "GDS Transport" not in css
    named = re.findall(r"url\(([^)]*)\)", css)
    # the footer's crest is named by the components' styles but is not here, and no page has that footer
    assert {name for name in named if not name.startswith("data:")} <= {
        '"/assets/images/govuk-crest.svg"',
        "/assets/images/govuk-crest.svg",
    }
    assert not list(ASSETS.rglob("*crest*"))
    assert "@import" not in css
    ours = sorted(path.name for path in ASSETS.iterdir())
    assert not [name for name in ours if name.endswith((".woff2", ".woff", ".ttf"))]


@pytest.mark.skipif(not (STYLES / "node_modules").is_dir(), reason="needs node: npm ci in api/web/styles")
def test_making_the_styles_anew_gives_the_same_bytes(tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("no node on this machine")
    made = tmp_path / "app.css"
    sass = STYLES / "node_modules" / ".bin" / "sass"
    options = ["--no-source-map", "--style=compressed", "--load-path=node_modules", "--quiet-deps"]
    subprocess.run([sass, *options, "app.scss", made], cwd=STYLES, check=True, capture_output=True, timeout=300)
    assert made.read_bytes() == (ASSETS / "app.css").read_bytes()


def test_no_dependency_of_the_styles_names_a_registry() -> None:
    assert "resolved" not in (STYLES / "package-lock.json").read_text(encoding="utf-8")
