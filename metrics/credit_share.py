"""Gives credit to others."""

from facts import MarkKind, Sight, Unit
from metrics.measure import Measure, Nouns, Story, Suggestion
from metrics.sums import SHARE

MOSTLY = 0.9

MEASURE = Measure(
    id="credit-share",
    order=55,
    version=1,
    since="2026-11-28",
    title="Passed-on work that says whose it is",
    explains=(
        "Of the posts in which you passed on somebody else's work (shares, quotes, links to other sites, "
        "posts that copy), the share that said whose it is. A share or a quote names its author by itself; of "
        "your own words a name, an @handle or a thank-you counts."
    ),
    cant_see="Credit inside a picture or a film, and whose idea it was where nothing was linked.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=SHARE,
    is_about_asks=False,
    nouns=Nouns("post", "posts", "saying whose work they pass on"),
    reasons={
        "own-words": "passes on own words",
        "platform-names": "the platform names whose it is",
        "credits": "says whose it is",
        "names-handle": "names an account",
        "no-credit-link": "links to somebody's work without saying whose",
        "no-credit-copy": "copies somebody's words without saying whose",
    },
    occasions="""
        select
            judged.member,
            windows.label,
            judged.posted_us as happened_us,
            judged.id as post,
            nullif('', '') as answer,
            case when not judged.is_own_source then judged.kind <> 'post' or judged.credits or judged.names end as met,
            cast(null as bigint) as value,
            case
                when judged.is_own_source then 'own-words'
                when judged.kind <> 'post' then 'platform-names'
                when judged.credits then 'credits'
                when judged.names then 'names-handle'
                when judged.links then 'no-credit-link'
                else 'no-credit-copy'
            end as reason,
            judged.is_own_source as left_out
        from (
            select
                said.member,
                said.id,
                said.kind,
                said.posted_us,
                said.credits,
                said.kind <> 'post' and said.is_own_source as is_own_source,
                outside_links.id is not null as links,
                named.id is not null as names
            from said
            left join (
                select distinct mentions.id
                from mentions
                join said on said.id = mentions.id
                left join handles
                    on handles.source = mentions.source
                    and handles.platform = said.platform
                    and handles.belongs_to = said.member
                where handles.source is null
            ) as named on named.id = said.id
            left join outside_links on outside_links.id = said.id
            left join copied on copied.id = said.id
            where
                said.kind in ('share', 'quote')
                or (said.kind = 'post' and (outside_links.id is not null or copied.is_copy))
        ) as judged
        join windows
            on windows.member = judged.member
            and judged.posted_us >= windows.from_us
            and judged.posted_us < windows.to_us
    """,
    marks=(MarkKind.CREDITS, MarkKind.NOT_CREDITS),
    suggestion=Suggestion(
        applies=lambda _value, _low, high: high < MOSTLY,
        do="name whose work it is, next time you pass something on",
        because="{met} of {n} posts that passed on somebody's work said whose it was.",
    ),
    stories=(
        Story(
            title="A share names its author, a bare link names nobody",
            told="""
                1  day 1 09:00  member  shares @library: Story time is back.
                2  day 1 12:00  member  posts: Worth a read: https://www.example.org/damp
                   day 3 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="Saying whose guide it is credits them",
            told="""
                1  day 1 12:00  member  credits: The Damp Society's guide: https://www.example.org/damp
                2  day 1 13:00  member  posts: My own news.
                   day 3 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="Sharing yourself needs no credit",
            told="""
                1  day 1 09:00  member  posts: Surgery on Saturday.
                2  day 1 12:00  member  shares @member: Surgery on Saturday.
                   day 3 09:00  now
            """,
            gives="0 of 0",
        ),
    ),
)
