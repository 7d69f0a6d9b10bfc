"""Doesn't leave accounts unattended."""

from facts import Sight, Unit
from metrics.measure import Measure, Nouns, Story
from metrics.sums import LONGEST

MEASURE = Measure(
    id="longest-silence",
    order=60,
    version=1,
    since="2026-11-22",
    title="Longest silence",
    explains=(
        "The longest time without any public post, reply, share or quote, in days, on whichever of your "
        "accounts was silent longest. A silence still running counts. Days you declared away are taken out, "
        "and a stretch we didn't see is never counted as silence."
    ),
    cant_see="Why: holidays and illness look the same from outside, unless you declare them.",
    unit=Unit.DAYS,
    better="less",
    needs=frozenset({Sight.POSTS}),
    sum_up=LONGEST,
    is_about_asks=False,
    nouns=Nouns("silence", "silences", ""),
    reasons={
        "part-not-seen": "at least this long: part of it was not seen",
        "part-not-seen-less-days-away": "at least this long: part of it was not seen, days away taken out",
        "still-silent": "still silent at the end",
        "still-silent-less-days-away": "still silent at the end, days away taken out",
        "between-posts": "between two posts",
        "between-posts-less-days-away": "between two posts, days away taken out",
    },
    occasions="""
        select
            clipped.member,
            clipped.label,
            clipped.from_us as happened_us,
            clipped.after_act as post,
            clipped.ended_by as answer,
            cast(null as boolean) as met,
            clipped.to_us - clipped.from_us
            - sum(
                case
                    when taken_out.member is null then 0
                    else least(taken_out.to_us, clipped.to_us) - greatest(taken_out.from_us, clipped.from_us)
                end
            ) as value,
            case
                when clipped.is_cut then 'part-not-seen'
                when clipped.ended_by is null then 'still-silent'
                else 'between-posts'
            end
            || case when sum(coalesce(taken_out.is_away, 0)) > 0 then '-less-days-away' else '' end as reason,
            false as left_out
        from (
            select
                silences.member,
                silences.account,
                windows.label,
                silences.from_us,
                least(silences.to_us, windows.to_us, (select as_of_us from moment)) as to_us,
                silences.after_act,
                case when silences.to_us <= windows.to_us then silences.ended_by end as ended_by,
                silences.is_cut
            from silences
            join windows
                on windows.member = silences.member
                and silences.to_us > windows.from_us
                and silences.from_us < windows.to_us
            where exists (
                select 1
                from seen
                where seen.account = silences.account and seen.to_us > windows.from_us and seen.from_us < windows.to_us
            )
        ) as clipped
        left join (
            select
                away.member,
                away.from_us,
                away.to_us,
                1 as is_away
            from away
            union all
            select
                out_of_office.member,
                out_of_office.from_us,
                out_of_office.to_us,
                0 as is_away
            from out_of_office
        ) as taken_out
            on taken_out.member = clipped.member
            and taken_out.from_us < clipped.to_us
            and taken_out.to_us > clipped.from_us
        group by
            clipped.member, clipped.account, clipped.label, clipped.from_us, clipped.to_us, clipped.after_act,
            clipped.ended_by, clipped.is_cut
    """,
    stories=(
        Story(
            title="Nine quiet days in the middle",
            told="""
                1  day 1 00:00   member  posts: Hello.
                2  day 10 00:00  member  posts: Back again.
                3  day 12 00:00  member  posts: Surgery tonight.
                   day 13 00:00  now
            """,
            gives="9 days",
        ),
        Story(
            title="The silence we're in now counts too",
            told="""
                1  day 1 00:00   member  posts: Hello.
                   day 31 00:00  now
            """,
            gives="30 days",
        ),
        Story(
            title="Days declared away are taken out",
            told="""
                1  day 1 00:00   member  posts: Off on holiday.
                   day 3 00:00   away until day 10 00:00
                2  day 11 00:00  member  posts: Back again.
                   day 12 00:00  now
            """,
            gives="3 days",
        ),
        Story(
            title="A stretch that wasn't seen is no silence",
            told="""
                1  day 1 00:00   member  posts: Hello.
                   day 5 00:00   not seen until day 20 00:00
                2  day 22 00:00  member  posts: Hello again.
                   day 23 00:00  now
            """,
            gives="4 days",
        ),
    ),
)
