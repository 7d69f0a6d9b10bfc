"""Each measure's own stories, told to a real archive. They are also what the scorecard shows as explanation."""

from datetime import date

import pytest

from facts import Outcome, Sight
from metrics import all_measures
from metrics.measure import Figure, Measure, Story, Tally
from metrics.sums import COUNT, LONGEST, MEDIAN_WAIT, VARIETY
from pipelines.keep.settings import Settings
from pipelines.measure.calendar import windows
from pipelines.measure.measure import result_of
from pipelines.measure.outcomes import judge
from tests.measures.telling import ACCOUNTS, figure, tell
from wording import reasons

CASES = [pytest.param(m, s, id=f"{m.id}: {s.title}") for m in all_measures() for s in m.stories]
[WINDOW] = [
    w for w in windows(1_800_000_000_000_000, 1_790_000_000_000_000, Settings().zone) if w.kind == "days"
]


@pytest.mark.parametrize(("measure", "story"), CASES)
def test_a_story_gives_what_it_promises(measure: Measure, story: Story) -> None:
    assert said(measure, tell(measure, story.told)) == story.gives


@pytest.mark.parametrize("measure", all_measures(), ids=lambda m: m.id)
def test_a_measure_explains_itself(measure: Measure) -> None:
    assert measure.explains.endswith(".")
    assert measure.cant_see.endswith(".")
    assert not measure.title.endswith(".")
    assert measure.better in {"more", "less", "neither"}
    assert measure.stories


@pytest.mark.parametrize("measure", all_measures(), ids=lambda m: m.id)
def test_a_measure_says_since_which_day_its_definition_is_in_force(measure: Measure) -> None:
    assert measure.version >= 1
    assert date.fromisoformat(measure.since).isoformat() == measure.since
    assert measure.since <= measure.checked_on  # whoever checked it checked this version


@pytest.mark.parametrize("measure", all_measures(), ids=lambda m: m.id)
def test_a_platform_that_hides_what_is_needed_gives_not_visible(measure: Measure) -> None:
    coverage = {(a.id, sight): {WINDOW.label: 1.0} for a in ACCOUNTS for sight in Sight}

    outcome, reason = judge(measure, ACCOUNTS, WINDOW, coverage, sees={"tale": frozenset()}, last_seen={})

    assert outcome is Outcome.NOT_VISIBLE
    assert reason
    assert reasons.why(reason, {"tale": "The Tale"}).startswith("The Tale doesn't show ")


@pytest.mark.parametrize("measure", all_measures(), ids=lambda m: m.id)
def test_under_nine_tenths_seen_gives_no_number(measure: Measure) -> None:
    coverage = {(a.id, sight): {WINDOW.label: 0.89} for a in ACCOUNTS for sight in Sight}

    verdict = judge(measure, ACCOUNTS, WINDOW, coverage, sees={}, last_seen={})
    result = result_of(
        measure, "jo", WINDOW, Tally(50, 25, 9.0, ((1.0, True),) * 50), verdict=verdict, counts={}
    )

    assert (result.outcome, result.value, result.n, result.met) == (Outcome.UNKNOWN, None, None, None)


@pytest.mark.parametrize(
    ("posts", "replies", "talk", "answers"),
    [
        (0.0, 0.0, "none of this time was seen", "none of this time was seen"),
        (0.5, 0.0, "only 50% of this time was seen", "none of the replies of this time was seen"),
        (0.0, 0.5, "none of this time was seen", "none of the posts of this time was seen"),
        (0.5, 0.5, "only 50% of this time was seen", "only 50% of this time was seen"),
        (0.8, 0.5, "only 80% of this time was seen", "of replies, only 50% of this time was seen"),
    ],
)
def test_two_figures_never_say_of_the_same_time_that_more_and_less_of_it_was_seen(
    posts: float, replies: float, talk: str, answers: str
) -> None:
    measures = {measure.id: measure for measure in all_measures()}
    shares = {Sight.POSTS: posts, Sight.REPLIES: replies, Sight.MENTIONS: 0.0}
    coverage = {(a.id, sight): {WINDOW.label: share} for a in ACCOUNTS for sight, share in shares.items()}

    for measure, told in (("conversation-share", talk), ("answered-within-a-day", answers)):
        outcome, reason = judge(measures[measure], ACCOUNTS, WINDOW, coverage, sees={}, last_seen={})
        assert outcome is Outcome.UNKNOWN
        assert reason
        assert reasons.why(reason, {}).startswith(f"{told}: ")


def test_nine_occasions_give_counts_and_ten_give_a_share_with_a_range() -> None:
    [measure] = [m for m in all_measures() if m.id == "answered-within-a-day"]
    seen = Outcome.MEASURED, None

    nine = result_of(measure, "jo", WINDOW, Tally(9, 6), verdict=seen, counts={})
    ten = result_of(measure, "jo", WINDOW, Tally(10, 6), verdict=seen, counts={})

    assert (nine.outcome, nine.value, nine.low, nine.n, nine.met) == (Outcome.TOO_FEW, None, None, 9, 6)
    assert (ten.outcome, ten.value, ten.n, ten.met) == (Outcome.MEASURED, 6 / 10, 10, 6)
    assert ten.low is not None
    assert ten.high is not None
    assert ten.low < 6 / 10 < ten.high


def said(measure: Measure, tally: Tally) -> str:
    """Return a tally the way stories write what they give."""
    if measure.sum_up.is_share:
        return f"{tally.met} of {tally.n}"
    if measure.sum_up is COUNT:
        return f"{tally.n}"
    found = figure(measure, tally)
    if found.reason:
        return reasons.why({"code": found.reason}, {})
    unit = {MEDIAN_WAIT: " hours", LONGEST: " days", VARIETY: ""}[measure.sum_up]
    return f"{_plain(found)}{unit}"


def _plain(found: Figure) -> str:
    assert found.value is not None
    return f"{found.value:g}"


def test_every_sum_up_has_its_own_words_here() -> None:
    assert {m.sum_up for m in all_measures() if not m.sum_up.is_share} <= {
        COUNT,
        LONGEST,
        MEDIAN_WAIT,
        VARIETY,
    }
