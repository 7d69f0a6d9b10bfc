"""Owns up to mistakes in the open."""

from facts import MarkKind, Sight, Unit
from metrics.measure import Also, Measure, Nouns, Story
from metrics.sums import COUNT

MEASURE = Measure(
    id="corrections",
    order=78,
    version=1,
    since="2026-11-28",
    title="Mistakes put right in the open",
    explains=(
        "Posts and replies in which you openly put right something you had said, or owned up to a mistake. "
        "Each one is to be confirmed by a person. None seen means nothing: perhaps there was nothing to put "
        "right."
    ),
    cant_see="Mistakes that were put right elsewhere. What was taken down is never looked at.",
    unit=Unit.COUNT,
    better="neither",
    needs=frozenset({Sight.POSTS}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=COUNT,
    is_about_asks=False,
    also={
        "confirmed": Also(
            "confirmed by a person",
            "select member, label, count(*) from occasions where reason = 'confirmed'",
            is_on_card=True,
        ),
    },
    if_none="None seen",
    nouns=Nouns("correction", "corrections", "put right in the open"),
    reasons={"confirmed": "a person confirmed it", "corrects": "puts something right, or owns up"},
    occasions="""
        select
            said.member,
            windows.label,
            said.posted_us as happened_us,
            said.id as post,
            nullif('', '') as answer,
            cast(null as boolean) as met,
            cast(null as bigint) as value,
            case when said.is_confirmed_correction then 'confirmed' else 'corrects' end as reason,
            false as left_out
        from said
        join windows
            on windows.member = said.member and said.posted_us >= windows.from_us and said.posted_us < windows.to_us
        where said.corrects and said.kind <> 'share'
    """,
    marks=(MarkKind.CORRECTS, MarkKind.NOT_CORRECTS),
    stories=(
        Story(
            title="One post that owns up",
            told="""
                1  day 1 09:00  member  posts: The surgery is on Friday.
                2  day 1 12:00  member  corrects: I was wrong: the surgery is on Saturday.
                   day 3 09:00  now
            """,
            gives="1",
        ),
        Story(
            title="What was taken down is not looked at",
            told="""
                1  day 1 12:00  member  corrects: I was wrong: the surgery is on Saturday.
                   day 2 09:00  1 is removed
                   day 3 09:00  now
            """,
            gives="0",
        ),
    ),
)
