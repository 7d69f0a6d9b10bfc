"""Shares other people's helpful content and links."""

from facts import Sight, Unit
from metrics.measure import Also, InMonth, Measure, Nouns, Story, Suggestion
from metrics.sums import SHARE

LITTLE = 0.1

MEASURE = Measure(
    id="sharing-share",
    order=50,
    version=1,
    since="2026-11-22",
    title="Posts that pass on other people's work",
    explains=(
        "Of everything you posted that wasn't a reply, the share that passed on somebody else's work: a "
        "share, a quote, or a link to somewhere other than your own site and the council's. At most three a "
        "day from one source count."
    ),
    cant_see="Whether what was passed on was helpful.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    sum_up=SHARE,
    is_about_asks=False,
    also={
        "distinct_sources": Also(
            "different sources passed on",
            "select member, label, count(distinct source) from occasions where met and not left_out",
        ),
    },
    nouns=Nouns("post", "posts", "passing on somebody else's words or link"),
    reasons={
        "beyond-third-of-source": "beyond the third from this source that day",
        "links-elsewhere": "links to {site}",
        "passes-on-words": "passes on somebody's words",
        "passes-nothing-on": "a post that passes nothing on",
        "own-words": "passes on own words",
    },
    reason_parameters=("site",),
    occasions="""
        select
            counted.member,
            windows.label,
            counted.posted_us as happened_us,
            counted.id as post,
            nullif('', '') as answer,
            counted.met,
            cast(null as bigint) as value,
            case
                when counted.met and counted.nth_of_day > 3 then 'beyond-third-of-source'
                when counted.met and counted.kind = 'post' then 'links-elsewhere'
                when counted.met then 'passes-on-words'
                when counted.kind = 'post' then 'passes-nothing-on'
                else 'own-words'
            end as reason,
            case when counted.met and counted.kind = 'post' then counted.outside_site end as site,
            counted.met and coalesce(counted.nth_of_day, 0) > 3 as left_out,
            counted.passed_on_from as source
        from (
            select
                passed.member,
                passed.id,
                passed.kind,
                passed.posted_us,
                passed.met,
                passed.passed_on_from,
                passed.outside_site,
                case
                    when passed.met and passed.passed_on_from is not null then row_number() over (
                        partition by passed.member, passed.local_day_us, passed.met, passed.passed_on_from
                        order by passed.place nulls last
                    )
                end as nth_of_day
            from (
                select
                    said.member,
                    said.id,
                    said.place,
                    said.kind,
                    said.posted_us,
                    said.local_day_us,
                    said.passed_on_from,
                    said.outside_site,
                    case
                        when said.kind = 'post' then said.outside_site is not null
                        else not said.is_own_source
                    end as met
                from said
                where said.kind in ('post', 'share', 'quote')
            ) as passed
        ) as counted
        join windows
            on windows.member = counted.member
            and counted.posted_us >= windows.from_us
            and counted.posted_us < windows.to_us
    """,
    in_month=InMonth.CHANGE,
    suggestion=Suggestion(
        applies=lambda value, _low, _high: value < LITTLE,
        do="pass on one helpful post by somebody else",
        because="{met} of {n} posts passed on somebody else's words or link.",
    ),
    stories=(
        Story(
            title="One share in two posts",
            told="""
                1  day 1 09:00  member  posts: Surgery on Saturday.
                2  day 1 12:00  member  shares @library: Story time is back.
                   day 3 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="A link to somewhere else passes work on",
            told="""
                1  day 1 09:00  member  posts: A good guide to damp: https://www.example.org/damp
                2  day 1 12:00  member  posts: My own news.
                   day 3 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="Sharing yourself isn't sharing others",
            told="""
                1  day 1 09:00  member  posts: Surgery on Saturday.
                2  day 1 12:00  member  shares @member: Surgery on Saturday.
                   day 3 09:00  now
            """,
            gives="0 of 2",
        ),
        Story(
            title="A fourth share from one source in a day earns nothing",
            told="""
                1  day 1 09:00  member  shares @library: Story time is back.
                2  day 1 10:00  member  shares @library: New books.
                3  day 1 11:00  member  shares @library: Open late tonight.
                4  day 1 12:00  member  shares @library: And tomorrow.
                5  day 1 13:00  member  posts: Hello.
                   day 3 09:00  now
            """,
            gives="3 of 4",
        ),
    ),
)
