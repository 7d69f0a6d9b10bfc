"""Knows when to stop."""

from facts import Sight, Unit
from metrics.measure import Audience, Measure, Nouns, Story
from metrics.sums import COUNT

MEASURE = Measure(
    id="long-exchanges",
    order=80,
    version=1,
    since="2026-11-28",
    title="Long exchanges with one resident",
    explains=(
        "Exchanges in which you wrote to one resident at least six times within 24 hours. Many are patient "
        "help. Only you can tell which one should have ended sooner, and only you see this."
    ),
    cant_see="Whether an exchange was a quarrel or a kindness: words aren't judged.",
    unit=Unit.COUNT,
    better="neither",
    needs=frozenset({Sight.POSTS, Sight.REPLIES}),
    needs_whom=True,
    audience=Audience.MEMBER,
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=COUNT,
    is_about_asks=False,
    nouns=Nouns("exchange", "exchanges", "with six replies to one person within a day"),
    reasons={"six-in-a-day": "six replies to one person within 24 hours"},
    occasions="""
        select
            first_sixth.member,
            windows.label,
            first_sixth.posted_us as happened_us,
            first_sixth.first_message as post,
            first_sixth.id as answer,
            cast(null as boolean) as met,
            cast(null as bigint) as value,
            'six-in-a-day' as reason,
            false as left_out
        from (
            select
                sixths.member,
                sixths.id,
                sixths.posted_us,
                sixths.first_message,
                row_number() over (
                    partition by sixths.member, sixths.episode order by sixths.place nulls last
                ) as nth
            from (
                select
                    turns.member,
                    turns.episode,
                    episodes.first_message,
                    reply.place,
                    reply.id,
                    reply.posted_us,
                    lag(reply.posted_us, 5) over (
                        partition by turns.member, turns.episode order by reply.place nulls last
                    ) as first_of_six_us
                from turns
                join episodes on episodes.member = turns.member and episodes.episode = turns.episode
                join threaded as reply on reply.place = turns.place
                where turns.reply is not null
            ) as sixths
            where sixths.posted_us - sixths.first_of_six_us <= 86400000000
        ) as first_sixth
        join windows
            on windows.member = first_sixth.member
            and first_sixth.posted_us >= windows.from_us
            and first_sixth.posted_us < windows.to_us
        where first_sixth.nth = 1
    """,
    stories=(
        Story(
            title="Six replies to one resident in an hour",
            told="""
                1  day 1 09:00  resident  says: I don't agree.
                2  day 1 09:01  member    answers 1: Why not?
                3  day 1 09:02  member    answers 1: It was put to the vote.
                4  day 1 09:03  member    answers 1: The minutes are public.
                5  day 1 09:04  member    answers 1: The cost was published.
                6  day 1 09:05  member    answers 1: Everybody could speak.
                7  day 1 09:06  member    answers 1: Many did speak.
                   day 3 09:00  now
            """,
            gives="1",
        ),
        Story(
            title="Five are not long",
            told="""
                1  day 1 09:00  resident  says: I don't agree.
                2  day 1 09:01  member    answers 1: Why not?
                3  day 1 09:02  member    answers 1: It was put to the vote.
                4  day 1 09:03  member    answers 1: The minutes are public.
                5  day 1 09:04  member    answers 1: The cost was published.
                6  day 1 09:05  member    answers 1: Everybody could speak.
                   day 3 09:00  now
            """,
            gives="0",
        ),
        Story(
            title="Six replies over more than a day are no long exchange",
            told="""
                1  day 1 09:00  resident  asks: When is bin day?
                2  day 1 10:00  member    answers 1: Thursday.
                3  day 1 20:00  member    answers 1: It may be early.
                4  day 2 08:00  member    answers 1: By seven, they say.
                5  day 2 12:00  member    answers 1: They are on their way.
                6  day 2 20:00  member    answers 1: They have been.
                7  day 2 21:00  member    answers 1: All emptied.
                   day 4 09:00  now
            """,
            gives="0",
        ),
    ),
)
