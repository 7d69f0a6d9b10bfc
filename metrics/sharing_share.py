"""Shares other people's helpful content and links."""

from facts import Sight, Unit
from metrics.measure import Measure, Story
from metrics.sums import SHARE

MEASURE = Measure(
    id="sharing-share",
    version=1,
    since="2026-11-22",
    title="Posts that pass on other people's work",
    explains=(
        "Of everything you posted that wasn't a reply, the share that passed on somebody else's work: a share, a "
        "quote, or a link to somewhere other than your own site and the council's. At most three a day from one "
        "source count."
    ),
    cant_see="Whether what was passed on was helpful.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    sum_up=SHARE,
    is_about_asks=False,
    also_counts={
        "distinct_sources": "select member, label, count(distinct source) from occasions where met and not left_out",
    },
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
                when counted.met and counted.nth_of_day > 3 then 'beyond the third from this source that day'
                when counted.met and counted.kind = 'post' then 'links to ' || counted.outside_site
                when counted.met then 'passes on somebody' || chr(39) || 's words'
                when counted.kind = 'post' then 'a post that passes nothing on'
                else 'passes on own words'
            end as why,
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
        join windows on counted.posted_us >= windows.from_us and counted.posted_us < windows.to_us
    """,
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
