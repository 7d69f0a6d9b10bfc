"""Answers residents' questions within a day."""

from facts import Sight, Unit
from metrics.asks import LEFT_OUT, MARKS, QUESTION, QUESTIONS
from metrics.measure import InMonth, Measure, Nouns, Story
from metrics.sums import SHARE

MEASURE = Measure(
    id="answered-within-a-day",
    order=10,
    version=1,
    since="2026-11-22",
    title="Questions answered within a day",
    explains=(
        "Of the questions and requests that residents put to you in public, the share you answered in public "
        "within 24 hours. One question counts for each exchange. Questions nobody answered stay in, however "
        "old; those less than a day old aren't counted yet."
    ),
    cant_see=(
        "A phone call, a surgery, an e-mail or a private message is an answer too, and we can't see those."
    ),
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS, Sight.REPLIES}),
    sum_up=SHARE,
    is_about_asks=True,
    nouns=Nouns(QUESTION, QUESTIONS, "answered within a day"),
    reasons={
        **LEFT_OUT,
        "seen-under-a-day": "less than a day seen since it was asked",
        "removed-unanswered": "removed after a day without an answer",
        "no-answer-seen": "no answer seen",
        "answered-within-a-day": "answered within a day",
        "answered-later": "answered later",
    },
    occasions="""
        select
            member,
            label,
            asked_us as happened_us,
            post,
            answer,
            answered_us - asked_us <= 86400000000 and answered_us is not null and removed_us is null as met,
            answered_us - asked_us as value,
            case
                when is_set_aside then 'set-aside'
                when not is_heard then 'same-person'
                when is_answered_elsewhere then 'answered-elsewhere'
                when not stays then 'removed'
                when is_backdated then 'backdated'
                when judged_us - asked_us < 86400000000 then 'seen-under-a-day'
                when removed_us is not null then 'removed-unanswered'
                when answered_us is null then 'no-answer-seen'
                when answered_us - asked_us <= 86400000000 then 'answered-within-a-day'
                else 'answered-later'
            end as reason,
            is_set_aside or not is_heard or is_answered_elsewhere or not stays or is_backdated
            or judged_us - asked_us < 86400000000 as left_out
        from window_asks
    """,
    column="Answered within a day",
    in_month=InMonth.FIGURE,
    a_day="Questions from residents",
    marks=MARKS,
    stories=(
        Story(
            title="A question isn't late until its day is up",
            told="""
                1  day 1 09:00  resident  asks: When is bin day?
                2  day 1 09:40  member    answers 1: Thursday.
                3  day 2 10:00  resident  asks: Is the pool open?
                   day 2 12:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="An unanswered question counts, it isn't left out",
            told="""
                1  day 1 09:00  resident A  asks: When is bin day?
                2  day 1 09:40  member      answers 1: Thursday.
                3  day 2 10:00  resident B  asks: Is the pool open?
                4  day 3 10:00  resident C  asks: Is anyone there?
                   day 9 09:00  now
            """,
            gives="1 of 3",
        ),
        Story(
            title="A reminder doesn't start a new clock",
            told="""
                1  day 1 09:00  resident  asks: When will the crossing be mended?
                2  day 2 08:00  resident  answers 1: Any news?
                3  day 2 09:30  member    answers 2: Monday, I've just heard.
                   day 9 09:00  now
            """,
            gives="0 of 1",
        ),
        Story(
            title="Exactly 24 hours is within a day",
            told="""
                1  day 1 09:00  resident  asks: When is bin day?
                2  day 2 09:00  member    answers 1: Thursday.
                   day 9 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="Deleting a question left for a day doesn't help",
            told="""
                1  day 1 09:00  resident  asks: When is bin day?
                   day 3 09:00  1 is removed
                   day 9 09:00  now
            """,
            gives="0 of 1",
        ),
        Story(
            title="A question answered by phone is counted beside the figure",
            told="""
                1  day 1 09:00  resident A  asks: When is bin day?
                2  day 1 10:00  resident B  asks: Who mends the lights?
                   day 4 09:00  1 is answered elsewhere
                   day 9 09:00  now
            """,
            gives="0 of 1",
        ),
        Story(
            title="A second account that we don't see yet takes no question away",
            told="""
                   day 1 00:00  second account not seen until day 8 00:00
                1  day 1 09:00  resident A  asks: When is bin day?
                2  day 1 09:40  member      answers 1: Thursday.
                3  day 5 09:00  resident B  asks: Is the pool open?
                   day 9 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="A question is not late while we weren't looking",
            told="""
                1  day 1 09:00  resident A  asks: When is bin day?
                2  day 1 09:40  member      answers 1: Thursday.
                3  day 5 09:00  resident B  asks: Is the pool open?
                   day 5 21:00  not seen until day 7 00:00
                   day 9 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="Thanks aren't questions",
            told="""
                1  day 1 09:00  resident  says: Thank you so much!
                   day 9 09:00  now
            """,
            gives="0 of 0",
        ),
    ),
)
