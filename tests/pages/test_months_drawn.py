"""The months as they are drawn and told: a month under half answered, and a definition that changed."""

import math
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from dashboard.nouns import Definition
from dashboard.ui import monthly, trend
from facts import Unit
from tests.pages.looking import altered, plain, run, sample_folder, text
from wording import months as month_words
from wording import results
from wording.months import Month
from wording.reading import Reading

pytestmark = pytest.mark.pages

ANWEN = "anwen-bowen"
UNDER = (None, "measured")
READING = Reading(zone="Europe/London", as_of_us=0, read_us=0)


def months(*told: tuple[float | None, str]) -> list[Month]:
    return [Month(f"2026-{place:02d}", value, outcome) for place, (value, outcome) in enumerate(told, 1)]


def hours(*values: float) -> list[tuple[float | None, str]]:
    return [(value, "measured") for value in values]


# Under half answered (definition 34)


def test_a_month_under_half_answered_has_its_own_mark_at_the_top_and_is_not_too_few():
    drawn = trend.plot(months(*hours(3, 5), UNDER, (None, "too few"), (None, "unknown")), Unit.HOURS, "Wait")

    assert len(re.findall(r'class="over[ "]', drawn)) == 1
    assert drawn.count('class="few"') == 1
    assert drawn.count('class="unseen"') == 1
    assert "Mar 26 under half answered, Apr 26 too few, May 26 not seen" in drawn


def test_it_has_one_in_the_small_bars_too_and_leaves_no_gap():
    drawn = trend.bars(months(*hours(3, 5), UNDER, (None, "too few")), Unit.HOURS, "Wait")

    assert drawn.count('class="over"') == 1
    assert drawn.count('class="gap"') == 1
    assert "Mar 26 under half answered" in drawn


def test_it_stands_above_all_others_in_the_usual_range():
    assert monthly.usual_of(months(*hours(1, 2, 3, 4, 5, 6))) == pytest.approx((1.5, 5.5))
    assert monthly.usual_of(months(*hours(1, 2, 3, 4, 5), UNDER)) == (pytest.approx(1.5), math.inf)
    assert monthly.usual_of(months(*[UNDER] * 6)) == (math.inf, math.inf)
    assert (
        monthly.usual_of(months(*hours(1, 2, 3, 4, 5), (None, "too few"))) is None
    )  # that one was not measured


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (hours(1, 2, 3, 4, 5, 6), "1.5 to 5.5 hours"),
        ([*hours(1, 2, 3, 4, 5), UNDER], "1.5 hours to under half answered"),
        ([UNDER] * 6, "under half answered"),
    ],
)
def test_the_usual_range_is_said_in_words_and_in_the_pictures_label(told, said):
    earlier = months(*told)
    band = monthly.usual_of(earlier)
    drawn = trend.plot(earlier, Unit.HOURS, "Wait", band=band)

    assert month_words.usual(*band, Unit.HOURS) == said
    assert f"Usual range {said}." in drawn
    assert all(0 <= float(number) <= 100 for number in re.findall(r"(?:bottom|height):([-\d.]+)%", drawn))


def test_a_range_whose_end_the_data_cant_give_reaches_to_the_edge():
    open_end = Month("2026-01", 3.0, "measured", low=1.0, high=None)
    drawn = trend.plot([open_end, *months(*hours(4))[:1]], Unit.HOURS, "Wait")

    assert 'class="range" style="left:25.0%;bottom:25.0%;height:75.0%"' in drawn


def test_its_card_says_what_was_measured_and_isnt_dashed(tmp_path, monkeypatch):
    data = sample_folder(tmp_path, monkeypatch)
    altered(
        data,
        "update results set outcome = 'measured', value = null, low = null, high = null, n = 55,"
        " reason = 'under-half-answered', reason_parameters = '{}'"
        " where measure = 'typical-wait' and member = 'anwen-bowen'",
        "update series set outcome = 'measured', value = null where measure = 'typical-wait'"
        " and member = 'anwen-bowen'",
    )
    at = run("scorecard", f"member:{ANWEN}")
    told = text(at)

    assert "Under half answered" in told
    assert "Fewer than half of 55 questions have an answer, and 1 answered elsewhere." in told
    assert "Most earlier months: under half answered." in told
    assert "See 55 questions" in [link.label for link in at.get("page_link")]
    table = plain(run("week"))
    assert "Under half answeredof 55 questions" in table


def test_a_month_under_half_answered_is_not_among_the_too_few_or_unknown():
    row = {
        "outcome": "measured",
        "value": None,
        "measure": "typical-wait",
        "n": 55,
        "met": None,
        "unit": "hours",
    }

    assert results.is_measured(row)
    assert results.basis(row, READING) == "Fewer than half of 55 questions have an answer"
    assert results.sentence(row | {"low": None, "high": None}, READING) == (
        "Fewer than half of 55 questions have an answer, so there is no typical wait to name."
    )


# Definitions


def test_a_definition_that_changed_within_the_months_is_drawn_and_said():
    history = months(*hours(1, 2, 3, 4))
    second = Definition(version=2, since=date(2026, 3, 16))

    drawn = trend.plot(history, Unit.HOURS, "Wait", definition=second)

    # 2 whole months and 15 of 31 days, of 4 months
    assert f'class="changed" style="left:{100 * (2 + 15 / 31) / 4:.1f}%"' in drawn
    said = "Definition version 2, since 16 March 2026 (the dashed line): every month shown is counted by it"
    assert drawn.count(said) == 2  # in the picture's label and in words below


@pytest.mark.parametrize(
    "definition",
    [None, Definition(version=1, since=date(2026, 3, 16)), Definition(version=2, since=date(2025, 3, 16))],
)
def test_a_definition_that_did_not_change_in_these_months_draws_nothing(definition):
    drawn = trend.plot(months(*hours(1, 2, 3, 4)), Unit.HOURS, "Wait", definition=definition)

    assert "changed" not in drawn
    assert "Definition" not in drawn


def test_every_chart_notes_a_definition_that_changed(tmp_path, monkeypatch):
    data = sample_folder(tmp_path, monkeypatch)
    since = (datetime.now(UTC) - timedelta(days=40)).date().isoformat()
    altered(
        data, f"update definitions set version = 2, since = '{since}' where measure = 'conversation-share'"
    )

    for page, query in (("scorecard", {"m": ANWEN}), ("month", {}), ("week", {})):
        told = text(run(page, **query))
        assert re.search(r'aria-label="Posts that are conversation[^"]*Definition version 2, since', told), (
            page
        )
    assert "conversation-share version 2, since" in plain(run("about"))
    evidence = plain(run("evidence", m=ANWEN, k="conversation-share", w="90 days"))
    assert "Definition conversation-share, version 2, since" in evidence
