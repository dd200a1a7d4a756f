"""Working days: weekends, the bank holidays of each nation as gov.uk lists them, and an operator's own days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanitiser.ledger.bank_holidays import Nation, bank_holidays
from sanitiser.ledger.clocks import add_working_days
from sanitiser.settings import Clocks

# from gov.uk/bank-holidays
LISTED: dict[tuple[Nation, int], str] = {
    ("england-and-wales", 2024): "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    ("england-and-wales", 2025): "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    ("england-and-wales", 2026): "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    ("england-and-wales", 2027): "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    ("scotland", 2024): "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26",
    ("scotland", 2025): "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26",
    ("scotland", 2026): "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28",
    ("northern-ireland", 2024): "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26",
    ("northern-ireland", 2025): "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26",
    ("northern-ireland", 2026): "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28",
}


@pytest.mark.parametrize("key", LISTED, ids=lambda key: f"{key[0]}-{key[1]}")
def test_bank_holidays_are_those_that_are_listed(key: tuple[Nation, int]) -> None:
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(*key)) == LISTED[key].split()


@given(st.sampled_from(["england-and-wales", "scotland", "northern-ireland"]), st.integers(2024, 2200))
def test_no_bank_holiday_is_lost_at_a_weekend(nation: Nation, year: int) -> None:
    """As many as there are by law, all on weekdays, whatever weekday they fall on."""
    days = bank_holidays(nation, year)
    assert all(day.weekday() < 5 for day in days)
    proclaimed = 1 if (nation, year) == ("scotland", 2026) else 0
    assert len(days) == {"england-and-wales": 8, "scotland": 9, "northern-ireland": 10}[nation] + proclaimed


def test_a_clock_leaves_out_the_days_that_the_settings_name() -> None:
    """Good Friday and Easter Monday in England, Friday alone in Scotland, none by default, and a day of one's own."""
    thursday = date(2026, 4, 2)
    assert add_working_days(thursday, 1) == date(2026, 4, 3)
    assert add_working_days(thursday, 1, Clocks(bank_holidays="england-and-wales")) == date(2026, 4, 7)
    assert add_working_days(thursday, 1, Clocks(bank_holidays="scotland")) == date(2026, 4, 6)
    own = Clocks(bank_holidays="england-and-wales", more_holidays=(date(2026, 4, 7),))
    assert add_working_days(thursday, 1, own) == date(2026, 4, 8)


def test_the_settings_file_names_them(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from sanitiser.settings import load_settings

    file = tmp_path / "sanitiser.toml"
    file.write_text('[clocks]\nbank_holidays = "scotland"\nmore_holidays = [2026-04-07]\n')
    monkeypatch.setenv("SANITISER_CONFIG", str(file))
    assert load_settings().clocks == Clocks(bank_holidays="scotland", more_holidays=(date(2026, 4, 7),))
