"""Asks residents questions."""

from facts import MarkKind, Sight, Unit
from metrics.measure import InMonth, Measure, Nouns, Story, Suggestion
from metrics.sums import SHARE

LITTLE = 0.1

MEASURE = Measure(
    id="own-questions-share",
    order=70,
    version=1,
    since="2026-11-28",
    title="Posts that ask residents something",
    explains=(
        "Of the posts you began yourself, the share that invited residents to respond: a poll, a survey, a "
        "call for views, ideas, pictures or reports. A question mark alone isn't enough, and a question that "
        "wants no answer doesn't count."
    ),
    cant_see="Questions you ask at surgeries, on doorsteps and in private groups.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=SHARE,
    is_about_asks=False,
    nouns=Nouns("post", "posts", "inviting residents to respond"),
    reasons={
        "poll": "a poll",
        "invites": "invites residents to respond",
        "invites-nobody": "invites nobody to respond",
    },
    occasions="""
        select
            said.member,
            windows.label,
            said.posted_us as happened_us,
            said.id as post,
            nullif('', '') as answer,
            said.is_invitation as met,
            cast(null as bigint) as value,
            case
                when said.format = 'poll' then 'poll'
                when said.is_invitation then 'invites'
                else 'invites-nobody'
            end as reason,
            false as left_out
        from said
        join windows
            on windows.member = said.member and said.posted_us >= windows.from_us and said.posted_us < windows.to_us
        where said.kind = 'post'
    """,
    marks=(MarkKind.INVITES, MarkKind.NOT_INVITES),
    suggestion=Suggestion(
        applies=lambda _value, _low, high: high < LITTLE,
        do="ask residents one question this month",
        because="{met} of {n} posts invited residents to respond.",
    ),
    in_month=InMonth.CHANGE,
    stories=(
        Story(
            title="One invitation in three posts",
            told="""
                1  day 1 09:00  member  invites: What should we do with the old library? Tell me.
                2  day 1 12:00  member  posts: The library has new hours.
                3  day 2 09:00  member  posts: Who would have thought it would rain?
                   day 3 09:00  now
            """,
            gives="1 of 3",
        ),
        Story(
            title="A poll invites, whatever its words",
            told="""
                1  day 1 09:00  member  polls: Crossing or roundabout
                2  day 1 12:00  member  posts: The library has new hours.
                   day 3 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="A reply that asks back is no post of your own",
            told="""
                1  day 1 09:00  resident  says: The lights are out on Elm Row.
                2  day 1 10:00  member    answers 1: Since when?
                3  day 1 12:00  member    posts: Surgery on Saturday.
                   day 3 09:00  now
            """,
            gives="0 of 1",
        ),
        Story(
            title="Passing on somebody else's question is not asking one",
            told="""
                1  day 1 09:00  member  shares @library: What are you reading?
                2  day 1 12:00  member  posts: Surgery on Saturday.
                   day 3 09:00  now
            """,
            gives="0 of 1",
        ),
    ),
)
