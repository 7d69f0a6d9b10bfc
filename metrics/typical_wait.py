"""How long residents typically wait for an answer."""

from facts import Sight, Unit
from metrics.asks import LEFT_OUT, MARKS, QUESTION, QUESTIONS
from metrics.measure import InMonth, Measure, Nouns, Story
from metrics.sums import MEDIAN_WAIT

# A question less than a day old isn't counted yet in one figure, and counted for as long as it has waited in this one.
BESIDE = ("asks", "distinct_askers", "same_person", "answered_elsewhere", "set_aside", "removed", "backdated")

MEASURE = Measure(
    id="typical-wait",
    order=20,
    version=1,
    since="2026-11-22",
    title="Typical wait for an answer",
    explains=(
        "Half of the questions residents asked you in public were answered sooner than this, half later or "
        "not yet. Those still waiting count for as long as they have waited, so leaving hard questions "
        "unanswered never makes the wait look shorter (the Kaplan-Meier median). We follow each question for "
        "14 days; one that came while we weren't looking is left out."
    ),
    cant_see="Answers by phone, at a surgery, by e-mail or in private messages.",
    unit=Unit.HOURS,
    better="less",
    needs=frozenset({Sight.POSTS, Sight.REPLIES}),
    sum_up=MEDIAN_WAIT,
    is_about_asks=True,
    nouns=Nouns(QUESTION, QUESTIONS, "answered"),
    reasons={
        **LEFT_OUT,
        "not-seen-since-asked": "nothing seen since it was asked",
        "answered": "answered",
        "waited-until-removed": "waiting until it was removed",
        "no-answer-in-14-days": "no answer within 14 days",
        "waiting-as-far-as-seen": "waiting as far as we saw",
    },
    occasions="""
        select
            member,
            label,
            asked_us as happened_us,
            post,
            case when answered_us <= followed_until_us then followed.answer end as answer,
            coalesce(answered_us <= followed_until_us, false) as met,
            least(coalesce(answered_us, followed_until_us), followed_until_us) - asked_us as value,
            case
                when is_set_aside then 'set-aside'
                when not is_heard then 'same-person'
                when is_answered_elsewhere then 'answered-elsewhere'
                when is_backdated then 'backdated'
                when not is_followed then 'not-seen-since-asked'
                when answered_us <= followed_until_us then 'answered'
                when removed_us is not null and removed_us <= followed_until_us then 'waited-until-removed'
                when followed_until_us - asked_us >= 1209600000000 then 'no-answer-in-14-days'
                else 'waiting-as-far-as-seen'
            end as reason,
            is_set_aside or not is_heard or is_answered_elsewhere or is_backdated or not is_followed as left_out
        from (
            select
                window_asks.member,
                window_asks.label,
                window_asks.asked_us,
                window_asks.answered_us,
                window_asks.removed_us,
                window_asks.post,
                window_asks.answer,
                window_asks.is_heard,
                window_asks.is_answered_elsewhere,
                window_asks.is_set_aside,
                window_asks.is_backdated,
                window_asks.judged_us > window_asks.asked_us as is_followed,
                least(
                    window_asks.judged_us,
                    coalesce(window_asks.removed_us, window_asks.judged_us),
                    window_asks.asked_us + 1209600000000
                ) as followed_until_us
            from window_asks
        ) as followed
    """,
    column="Typical wait",
    in_month=InMonth.FIGURE,
    marks=MARKS,
    beside=BESIDE,
    stories=(
        Story(
            title="Those still waiting count too",
            told="""
                1  day 1 09:00  resident A  asks: When is bin day?
                2  day 1 11:00  member      answers 1: Thursday.
                3  day 1 09:00  resident B  asks: Is the pool open?
                4  day 1 14:00  member      answers 3: Yes.
                5  day 1 09:00  resident C  asks: Who mends the lights?
                   day 9 09:00  now
            """,
            gives="5 hours",
        ),
        Story(
            title="A reminder doesn't shorten the wait",
            told="""
                1  day 1 09:00  resident  asks: When is bin day?
                2  day 1 18:00  resident  answers 1: Hello?
                3  day 1 19:00  member    answers 2: Thursday.
                   day 9 09:00  now
            """,
            gives="10 hours",
        ),
        Story(
            title="If fewer than half were answered there is no middle",
            told="""
                1  day 1 09:00  resident A  asks: When is bin day?
                2  day 1 10:00  member      answers 1: Thursday.
                3  day 1 09:00  resident B  asks: Is the pool open?
                4  day 1 09:00  resident C  asks: Who mends the lights?
                   day 9 09:00  now
            """,
            gives="under half answered",
        ),
        Story(
            title="A reply at 08:45 is never worse than one at 09:05",
            told="""
                1  day 1 06:00  resident  asks: When is bin day?
                2  day 1 08:45  member    answers 1: Thursday.
                   day 9 09:00  now
            """,
            gives="2.75 hours",
        ),
    ),
)
