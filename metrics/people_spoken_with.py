"""Listens to many people."""

from facts import Sight, Unit
from metrics.measure import Also, Measure, Nouns, Story
from metrics.sums import COUNT

MEASURE = Measure(
    id="people-spoken-with",
    order=42,
    version=1,
    since="2026-11-28",
    title="Residents you replied to",
    explains=(
        "How many different residents you replied to in public. Beside it: in how many exchanges you and a "
        "resident both spoke at least twice. Somebody you replied to often counts once."
    ),
    cant_see="Who is behind an account: one person with two accounts is two, and two who share one are one.",
    unit=Unit.COUNT,
    better="more",
    needs=frozenset({Sight.POSTS, Sight.REPLIES}),
    needs_whom=True,
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=COUNT,
    is_about_asks=False,
    also={
        "exchanges": Also(
            "exchanges in which both spoke at least twice",
            """
            select
                member,
                label,
                count(*)
            from (
                select
                    episodes.member,
                    windows.label
                from episodes
                join windows
                    on windows.member = episodes.member
                    and episodes.began_us >= windows.from_us
                    and episodes.began_us < windows.to_us
                where episodes.theirs >= 2 and episodes.mine >= 2
            ) as begun
            """,
            is_on_card=True,
        ),
    },
    nouns=Nouns("resident", "residents", "who got a reply"),
    reasons={"first-reply": "the first reply to this person"},
    occasions="""
        select
            replied.member,
            replied.label,
            replied.posted_us as happened_us,
            replied.message as post,
            replied.reply as answer,
            cast(null as boolean) as met,
            cast(null as bigint) as value,
            'first-reply' as reason,
            false as left_out
        from (
            select
                reply.member,
                windows.label,
                reply.posted_us,
                reply.id as reply,
                message.id as message,
                row_number() over (
                    partition by reply.member, windows.label, message.person order by reply.place nulls last
                ) as nth_to_person
            from threaded as reply
            join threaded as message on message.place = reply.parent
            join windows
                on windows.member = reply.member
                and reply.posted_us >= windows.from_us
                and reply.posted_us < windows.to_us
            where
                reply.who = 'member'
                and reply.kind = 'reply'
                and reply.removed_us is null
                and message.who = 'resident'
        ) as replied
        where replied.nth_to_person = 1
    """,
    stories=(
        Story(
            title="Three replies to two residents are two people",
            told="""
                1  day 1 09:00  resident A  says: The market was busy today.
                2  day 1 10:00  member      answers 1: It was.
                3  day 1 11:00  resident B  says: And noisy.
                4  day 1 12:00  member      answers 3: That too.
                5  day 2 09:00  resident A  says: It is busy again.
                6  day 2 10:00  member      answers 5: Good for the stalls.
                   day 3 09:00  now
            """,
            gives="2",
        ),
        Story(
            title="A reply you took down names nobody",
            told="""
                1  day 1 09:00  resident A  says: The market was busy today.
                2  day 1 10:00  member      answers 1: It was.
                   day 2 09:00  2 is removed
                   day 3 09:00  now
            """,
            gives="0",
        ),
        Story(
            title="Talking to your own second account is talking to nobody",
            told="""
                1  day 1 09:00  member            posts: Surgery on Saturday.
                2  day 1 10:00  member on second  answers 1: What a good idea.
                   day 3 09:00  now
            """,
            gives="0",
        ),
    ),
)
