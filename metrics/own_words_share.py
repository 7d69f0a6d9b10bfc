"""Speaks in their own words."""

from facts import MarkKind, Sight, Unit
from metrics.measure import Also, Measure, Nouns, Story, Suggestion, Visible
from metrics.sums import SHARE

MOSTLY = 0.9

MEASURE = Measure(
    id="own-words-share",
    order=65,
    version=1,
    since="2026-11-28",
    title="Posts in your own words",
    explains=(
        "Of the posts of at least 12 words you began yourself, the share that copied no earlier text of somebody "
        "else: a council release, a post of the council's or another member's. Contact lines, addresses and "
        "other set wordings are no copies, and neither is what you had said before."
    ),
    cant_see="Texts you copied from anywhere but the council and its members, such as your party's.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=SHARE,
    is_about_asks=False,
    visible=Visible(
        where="""
            select
                windows.member,
                windows.label
            from windows
            join whole_windows on whole_windows.label = windows.label
            join moment on moment.as_of_us is not null
            join copy_sources
                on (copy_sources.member is null or copy_sources.member <> windows.member)
                and copy_sources.first_us < whole_windows.to_us
                and copy_sources.first_us < moment.as_of_us
            group by windows.member, windows.label
        """,
        otherwise="nothing-to-compare",
    ),
    also={
        "releases_known": Also(
            "council releases to compare with",
            """
            select
                windows.member,
                windows.label,
                max(known_releases.number)
            from windows
            join known_releases on known_releases.number >= 0
            """,
        ),
    },
    nouns=Nouns("post", "posts", "in own words"),
    reasons={
        "own": "in the member's own words",
        "copies-release": "shares a passage with the council's release “{title}”",
        "copies-council": "shares a passage with an earlier post of the council's",
        "copies-member": "shares a passage with an earlier post of another member's",
        "marked-copy": "copies somebody's words, as somebody marked it",
        "marked-own": "in the member's own words, as somebody marked it",
    },
    reason_parameters=("source", "title", "from_at", "to_at"),
    occasions="""
        select
            said.member,
            windows.label,
            said.posted_us as happened_us,
            said.id as post,
            nullif('', '') as answer,
            not copied.is_copy as met,
            cast(null as bigint) as value,
            case
                when copied.source_kind = 'release' then 'copies-release'
                when copied.source_kind = 'council' then 'copies-council'
                when copied.source_kind = 'member' then 'copies-member'
                when copied.is_copy then 'marked-copy'
                when copied.is_marked then 'marked-own'
                else 'own'
            end as reason,
            copied.source,
            copied.source_title as title,
            copied.from_at,
            copied.to_at,
            false as left_out
        from said
        join copied on copied.id = said.id
        join windows
            on windows.member = said.member and said.posted_us >= windows.from_us and said.posted_us < windows.to_us
        where said.kind = 'post' and copied.words >= 12
    """,
    marks=(MarkKind.COPY, MarkKind.NOT_A_COPY),
    suggestion=Suggestion(
        applies=lambda _value, _low, high: high < MOSTLY,
        do="say what the council's next piece of news means for your ward in your own words",
        because="{met} of {n} posts were in your own words.",
    ),
    stories=(
        Story(
            title="A release posted as it stands is a copy, the same news in own words isn't",
            told="""
                   day 1 08:00  release: The fish market reopens in April with thirty stalls and a new roof.
                1  day 1 09:00  member  posts: The fish market reopens in April with thirty stalls and a new roof!
                2  day 1 12:00  member  posts: I bought my first crab there as a boy, so April can't come soon enough.
                   day 3 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="Who said it first copies nobody",
            told="""
                1  day 1 09:00  member  posts: The fish market reopens in April with thirty stalls and a new roof!
                   day 2 08:00  release: The fish market reopens in April with thirty stalls and a new roof.
                   day 3 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="What everybody's contact line holds is no copy",
            told="""
                   day 1 08:00  release: The pool is shut. Ring the pool on 01632 960123 or email pool@example.org.
                1  day 1 09:00  member  posts: Swimming lost? Ring the pool on 01632 960123 or email pool@example.org.
                   day 3 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="A person's mark beats the rule",
            told="""
                   day 1 08:00  release: The fish market reopens in April with thirty stalls and a new roof.
                1  day 1 09:00  member  posts: The fish market reopens in April with thirty stalls and a new roof!
                   day 2 09:00  1 is not a copy
                   day 3 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="A post of a few words is too short to say",
            told="""
                   day 1 08:00  release: The library opens again on Monday.
                1  day 1 09:00  member  posts: The library opens again on Monday.
                   day 3 09:00  now
            """,
            gives="0 of 0",
        ),
    ),
)
