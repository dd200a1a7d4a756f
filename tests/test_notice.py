"""Nothing under GPL or AGPL, and nothing without a licence, comes with the sanitiser."""

import pytest

from sanitiser.notice import Component, components, text


def test_every_package_of_the_run_time_closure_has_an_acceptable_licence() -> None:
    refused = [part for part in components() if not part.acceptable]
    assert refused == []
    assert len(components()) > 50


@pytest.mark.parametrize(
    ("licence", "fine"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("MPL-2.0", True),
        ("AGPL-3.0-only", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("GPL-2.0-only", False),
        ("", False),
        ("GPL-3.0 OR MIT", True),
    ],
)
def test_which_licences_are_acceptable(licence: str, fine: bool) -> None:
    assert Component("x", "1", licence).acceptable is fine


def test_the_notice_names_packages_with_versions() -> None:
    assert "presidio-analyzer 2." in text()
