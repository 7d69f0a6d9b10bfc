"""Knows when people ask."""

from facts import Sight, Unit
from metrics.asks import LEFT_OUT, MARKS, QUESTION, QUESTIONS
from metrics.measure import Also, Measure, Nouns, Story
from metrics.sums import SHARE

MEASURE = Measure(
    id="out-of-hours-share",
    order=35,
    version=1,
    since="2026-11-28",
    title="Questions outside your hours",
    explains=(
        "Of the questions and requests residents put to you in public, the share that came outside your "
        "hours: those you have stated, or else Monday to Friday, 9 to 5. It is for planning: nobody expects "
        "you to answer at night."
    ),
    cant_see="When you work, and bank holidays.",
    unit=Unit.SHARE,
    better="neither",
    needs=frozenset({Sight.POSTS, Sight.REPLIES}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=SHARE,
    is_about_asks=True,
    also={
        "ordinary_hours": Also(
            "judged by Monday to Friday, 9 to 5, as no hours were stated",
            """
            select member, label, count(*) from occasions
            where not left_out and reason in ('out-of-ordinary-hours', 'in-ordinary-hours')
            """,
            is_on_card=True,
        ),
    },
    nouns=Nouns(QUESTION, QUESTIONS, "outside the member's hours"),
    reasons={
        "set-aside": LEFT_OUT["set-aside"],
        "same-person": LEFT_OUT["same-person"],
        "out-of-hours": "came outside the member's hours",
        "in-hours": "came within the member's hours",
        "out-of-ordinary-hours": "came outside Monday to Friday, 9 to 5",
        "in-ordinary-hours": "came within Monday to Friday, 9 to 5",
    },
    occasions="""
        select
            judged.member,
            judged.label,
            judged.asked_us as happened_us,
            judged.post,
            judged.answer,
            judged.within = 0 as met,
            cast(null as bigint) as value,
            case
                when judged.is_set_aside then 'set-aside'
                when not judged.is_heard then 'same-person'
                when judged.within = 0 and judged.is_stated then 'out-of-hours'
                when judged.is_stated then 'in-hours'
                when judged.within = 0 then 'out-of-ordinary-hours'
                else 'in-ordinary-hours'
            end as reason,
            judged.is_set_aside or not judged.is_heard as left_out
        from (
            select
                local.member,
                local.label,
                local.post,
                local.answer,
                local.asked_us,
                local.is_set_aside,
                local.is_heard,
                stated_hours.member is not null as is_stated,
                count(hours.member) as within
            from (
                select
                    window_asks.member,
                    window_asks.label,
                    window_asks.post,
                    window_asks.answer,
                    window_asks.asked_us,
                    window_asks.is_set_aside,
                    window_asks.is_heard,
                    mod(mod(window_asks.asked_us + clock.offset_us, 604800000000) + 604800000000, 604800000000)
                        as of_week_us
                from window_asks
                join clock on window_asks.asked_us >= clock.from_us and window_asks.asked_us < clock.to_us
            ) as local
            left join hours
                on hours.member = local.member
                and local.asked_us >= hours.from_us
                and local.asked_us < hours.to_us
                and local.of_week_us >= hours.opens_us
                and local.of_week_us < hours.closes_us
            left join stated_hours on stated_hours.member = local.member and local.asked_us >= stated_hours.from_us
            group by
                local.member, local.label, local.post, local.answer, local.asked_us, local.is_set_aside, local.is_heard,
                stated_hours.member
        ) as judged
    """,
    marks=MARKS,
    stories=(
        Story(
            title="One question at night, one by day",
            told="""
                1  day 5 21:30  resident A  asks: When is bin day?
                2  day 6 10:00  resident B  asks: Is the pool open?
                   day 9 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="Nine sharp is within hours, five sharp isn't",
            told="""
                1  day 5 09:00  resident A  asks: When is bin day?
                2  day 5 17:00  resident B  asks: Is the pool open?
                   day 9 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="Saturday is outside ordinary hours, answered or not",
            told="""
                1  day 3 11:00  resident  asks: When is bin day?
                2  day 3 11:05  member    answers 1: Thursday.
                   day 9 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="One answered by phone still came when it came",
            told="""
                1  day 3 11:00  resident  asks: When is bin day?
                   day 4 09:00  1 is answered elsewhere
                   day 9 09:00  now
            """,
            gives="1 of 1",
        ),
    ),
)
