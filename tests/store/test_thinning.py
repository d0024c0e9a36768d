"""Which backups are let go: never the newest, never what nothing stands for."""

from __future__ import annotations

import datetime
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.store.safety.thinning import Kept, let_go

NOW = datetime.datetime(2026, 11, 22, 14, 30, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


def kept(at: datetime.datetime, changes: int = 0) -> Kept:
    return Kept(f"{at.isoformat()} {changes}", at, changes)


def left(backups: list[Kept], now: datetime.datetime = NOW) -> list[Kept]:
    gone = let_go(backups, now)
    return [each for each in backups if each.name not in gone]


@st.composite
def histories(draw: st.DrawFn) -> list[Kept]:
    ages = draw(st.lists(st.integers(-400 * 24 * 60, 900 * 24 * 60), max_size=80, unique=True))
    return [kept(NOW - datetime.timedelta(minutes=age), draw(st.integers(0, 500))) for age in ages]


def test_a_year_of_hourly_backups_is_hourly_for_a_day_daily_for_a_month_monthly_for_a_year() -> (
    None
):
    backups: list[Kept] = []
    for hour in range(430 * 24):
        now = NOW - 430 * DAY + hour * HOUR
        backups.append(kept(now, hour))
        # It is thinned out more often than that; it comes to the same.
        if hour % 4 == 3:
            backups = left(backups, now)
    newest = max(each.at for each in backups)
    ages = [newest - each.at for each in backups]
    assert sorted(age for age in ages if age < DAY) == [hour * HOUR for hour in range(24)]
    days = Counter(each.at.date() for each in backups if DAY < newest - each.at < 31 * DAY)
    assert len(days) in (30, 31)
    assert set(days.values()) == {1}
    older = [each for each in backups if newest - each.at > 32 * DAY]
    months = Counter((each.at.year, each.at.month) for each in older)
    assert set(months.values()) == {1}
    assert len(months) in (11, 12, 13)
    assert max(ages) < 400 * DAY


@given(histories())
@settings(max_examples=40, deadline=None)
def test_the_newest_stays_and_each_that_goes_has_one_that_stays_in_its_stead(
    backups: list[Kept],
) -> None:
    gone = let_go(backups, NOW)
    names = {each.name: each for each in backups}
    stays = [each for each in backups if each.name not in gone]
    if backups:
        assert max(backups, key=lambda each: each.at) in stays
        assert max(each.changes for each in stays) == max(each.changes for each in backups)
    for name, instead in gone.items():
        assert names[name].at <= NOW
        if instead is not None:
            assert instead not in gone
            assert names[instead].at > names[name].at
    assert let_go(stays, NOW) == {}


def test_a_clock_that_leaps_ahead_lets_only_hours_go_that_days_stand_for() -> None:
    backups = [kept(NOW - day * DAY, 1000 - day) for day in range(300)]
    backups = left(backups)
    in_2031 = NOW.replace(year=2031)
    after = left([*backups, kept(in_2031, 1001)], in_2031)
    assert len(after) >= len(backups) - 6


def test_a_clock_that_is_set_back_lets_nothing_go_that_was_made_before() -> None:
    backups = [kept(NOW - hour * HOUR, 100 - hour) for hour in range(20)]
    in_2020 = NOW.replace(year=2020)
    assert left([*backups, kept(in_2020, 101)], in_2020) == [*backups, kept(in_2020, 101)]
    assert kept(in_2020, 101) in left([*backups, kept(in_2020, 101)], NOW)


def test_a_long_holiday_takes_nothing_away() -> None:
    backups = [kept(NOW - 200 * DAY - day * DAY, 50 - day) for day in range(10)]
    assert left([*backups, kept(NOW, 51)]) == [*backups, kept(NOW, 51)]
