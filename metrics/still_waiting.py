"""Which residents are still waiting for an answer."""

from facts import Sight, Unit
from metrics.asks import LEFT_OUT, MARKS, QUESTION, QUESTIONS, STATES
from metrics.measure import Also, Measure, Nouns, Story
from metrics.sums import COUNT

BESIDE = ("asks", "distinct_askers", "answered_elsewhere", "set_aside", "removed", *STATES)

MEASURE = Measure(
    id="still-waiting",
    order=30,
    version=1,
    since="2026-11-22",
    title="Questions without an answer",
    explains=(
        "Questions and requests residents put to you in public that have no public answer yet, oldest first. "
        "Under a day old they are new; after 14 days they are closed, without an answer that we saw. A list "
        "to work from, never a score."
    ),
    cant_see=(
        "Answers by phone, at a surgery, by e-mail or in private messages: mark those as answered elsewhere."
    ),
    unit=Unit.COUNT,
    better="neither",
    needs=frozenset({Sight.POSTS, Sight.REPLIES}),
    sum_up=COUNT,
    is_about_asks=True,
    also={
        state: Also(
            words, f"select member, label, count(*) from occasions where state = '{state}' and not left_out"
        )
        for state, words in STATES.items()
    },
    nouns=Nouns(QUESTION, QUESTIONS, "without an answer we saw"),
    reasons={**LEFT_OUT, "waiting": "waiting"},
    occasions="""
        select
            asks.member,
            windows.label,
            asks.asked_us as happened_us,
            asks.post,
            asks.answer,
            cast(null as boolean) as met,
            asks.judged_us - asks.asked_us as value,
            case
                when asks.is_set_aside then 'set-aside'
                when asks.is_answered_elsewhere then 'answered-elsewhere'
                when asks.removed_us is not null then 'removed'
                else 'waiting'
            end as reason,
            not asks.is_open as left_out,
            asks.state
        from asks
        join windows
            on windows.member = asks.member and asks.asked_us >= windows.from_us and asks.asked_us < windows.to_us
        where asks.answered_us is null
    """,
    marks=MARKS,
    beside=BESIDE,
    stories=(
        Story(
            title="Any question without an answer is waiting, even for minutes",
            told="""
                1  day 1 09:00  resident A  asks: When is bin day?
                2  day 3 09:00  member      answers 1: Thursday.
                3  day 8 10:00  resident B  asks: Is the pool open?
                4  day 9 08:50  resident C  asks: Who mends the lights?
                   day 9 09:00  now
            """,
            gives="2",
        ),
        Story(
            title="One answered by phone isn't waiting",
            told="""
                1  day 1 09:00  resident  asks: When is bin day?
                   day 2 09:00  1 is answered elsewhere
                   day 9 09:00  now
            """,
            gives="0",
        ),
        Story(
            title="The first question of an exchange stands for it",
            told="""
                1  day 1 09:00  resident  asks: When is bin day?
                2  day 1 10:00  resident  answers 1: And what goes in the green one?
                   day 9 09:00  now
            """,
            gives="1",
        ),
    ),
)
