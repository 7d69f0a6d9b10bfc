"""Looks after the account a little every week."""

from facts import Sight, Unit
from metrics.measure import InMonth, Measure, Nouns, Span, Story
from metrics.sums import PROPORTION

MEASURE = Measure(
    id="active-weeks",
    order=62,
    version=1,
    since="2026-11-28",
    title="Weeks with a public post or reply",
    explains=(
        "Of the last 13 whole weeks, Monday to Sunday, those in which you posted, replied, shared or quoted "
        "at least once, on any of your accounts. A week without a post counts only if all of it was seen. "
        "There is no range, because one week leads to the next."
    ),
    cant_see="Work that shows nowhere, and why a week was quiet.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    judged_over=Span.WEEKS,
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=PROPORTION,
    is_about_asks=False,
    nouns=Nouns("week", "weeks", "with a public post or reply"),
    reasons={
        "active": "with a public post or reply",
        "quiet": "without a public post or reply",
        "not-wholly-seen": "without a public post or reply that we saw, but not all of it was seen",
    },
    occasions="""
        select
            judged.member,
            judged.label,
            judged.from_us as happened_us,
            judged.first_act as post,
            nullif('', '') as answer,
            judged.first_act is not null as met,
            cast(null as bigint) as value,
            case
                when judged.first_act is not null then 'active'
                when judged.unseen > 0 then 'not-wholly-seen'
                else 'quiet'
            end as reason,
            judged.first_act is null and judged.unseen > 0 as left_out
        from (
            select
                served.member,
                served.label,
                served.from_us,
                max(first_acts.id) as first_act,
                sum(case when sights.account is not null and whole.account is null then 1 else 0 end) as unseen
            from (
                select
                    windows.member,
                    windows.label,
                    weeks.from_us,
                    weeks.to_us
                from (
                    select distinct
                        windows.member,
                        windows.label
                    from windows
                ) as windows
                join weeks on weeks.label = windows.label
                join terms
                    on terms.member = windows.member and terms.from_us <= weeks.from_us and terms.to_us >= weeks.to_us
            ) as served
            left join (
                select
                    numbered.member,
                    numbered.id,
                    numbered.from_us
                from (
                    select
                        acts.member,
                        acts.id,
                        every_week.from_us,
                        row_number() over (
                            partition by acts.member, every_week.from_us order by acts.place nulls last
                        ) as nth
                    from acts
                    join (
                        select distinct
                            weeks.from_us,
                            weeks.to_us
                        from weeks
                    ) as every_week
                        on acts.posted_us >= every_week.from_us and acts.posted_us < every_week.to_us
                ) as numbered
                where numbered.nth = 1
            ) as first_acts
                on first_acts.member = served.member and first_acts.from_us = served.from_us
            left join (
                select distinct
                    accounts.account,
                    accounts.member,
                    spans.label
                from accounts
                join (
                    select
                        weeks.label,
                        min(weeks.from_us) as from_us,
                        max(weeks.to_us) as to_us
                    from weeks
                    group by weeks.label
                ) as spans on true
                join terms on terms.member = accounts.member
                join seen
                    on seen.account = accounts.account
                    and seen.from_us < least(spans.to_us, terms.to_us)
                    and seen.to_us > greatest(spans.from_us, terms.from_us)
                where least(spans.to_us, terms.to_us) > greatest(spans.from_us, terms.from_us)
            ) as sights
                on sights.member = served.member and sights.label = served.label
            left join seen as whole
                on whole.account = sights.account
                and whole.from_us <= served.from_us
                and whole.to_us >= served.to_us
            group by served.member, served.label, served.from_us
        ) as judged
    """,
    in_month=InMonth.FIGURE,
    stories=(
        Story(
            title="A post in each of two weeks",
            told="""
                1  day 5 09:00   member  posts: Hello.
                2  day 13 09:00  member  posts: Hello again.
                   day 19 09:00  now
            """,
            gives="2 of 2",
        ),
        Story(
            title="A reply is enough, a quiet week counts, and the running one doesn't",
            told="""
                1  day 6 09:00   resident  says: The market was busy today.
                2  day 7 09:00   member    answers 1: It was.
                3  day 20 09:00  member    posts: Hello.
                   day 21 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="A quiet week that wasn't wholly seen doesn't count",
            told="""
                1  day 6 09:00   member  posts: Hello.
                   day 14 00:00  not seen until day 14 01:00
                2  day 20 09:00  member  posts: Hello again.
                   day 27 09:00  now
            """,
            gives="2 of 2",
        ),
    ),
)
