"""Asks residents for their views, and tells them what came of it."""

from facts import MarkKind, Sight, Unit
from metrics.measure import Also, Measure, Nouns, Story
from metrics.sums import COUNT

MEASURE = Measure(
    id="feedback-loops",
    order=72,
    version=1,
    since="2026-11-28",
    title="Views you asked for, and whether you reported back",
    explains=(
        "Posts in which you asked residents for their views, ideas or votes. Beside it: of how many you told "
        "people within 90 days what they had said or what came of it, in a post that belongs to the question: "
        "in the same thread, with the same link or hashtag, or quoting it. You can confirm a pair, or say "
        "that it is none."
    ),
    cant_see="What you told people at a meeting, in a newsletter or on a page of the council's.",
    unit=Unit.COUNT,
    better="more",
    needs=frozenset({Sight.POSTS}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=COUNT,
    is_about_asks=False,
    also={
        "closed": Also(
            "reported back within 90 days",
            "select member, label, count(*) from occasions where met",
            is_on_card=True,
        ),
        "confirmed": Also(
            "of these confirmed by a person",
            "select member, label, count(*) from occasions where reason = 'confirmed'",
        ),
        "refused": Also(
            "with a pair that a person refused",
            "select member, label, count(*) from occasions where is_refused",
        ),
        "unseen": Also(
            "whose 90 days were not seen well enough",
            "select member, label, count(*) from occasions where reason = 'not-followed'",
        ),
        "open": Also(
            "younger than 90 days, not reported back so far",
            "select member, label, count(*) from occasions where reason = 'still-open'",
            is_on_card=True,
        ),
    },
    nouns=Nouns("invitation", "invitations", "for residents' views"),
    reasons={
        "confirmed": "reported back: a person confirmed it",
        "closed": "reported back",
        "not-followed": "not reported back that we saw, but part of the 90 days was not seen",
        "still-open": "not reported back so far, within 90 days",
        "not-closed": "not reported back within 90 days that we saw",
    },
    occasions="""
        select
            judged.member,
            judged.label,
            judged.posted_us as happened_us,
            judged.id as post,
            judged.report as answer,
            judged.report is not null as met,
            cast(null as bigint) as value,
            case
                when judged.is_confirmed = 1 then 'confirmed'
                when judged.report is not null then 'closed'
                when judged.seen_us * 10 < judged.followed_us * 9 then 'not-followed'
                when (select as_of_us from moment) - judged.posted_us < 7776000000000 then 'still-open'
                else 'not-closed'
            end as reason,
            false as left_out,
            judged.is_refused
        from (
            select
                invited.member,
                windows.label,
                invited.posted_us,
                invited.id,
                loops.report,
                coalesce(loops.is_confirmed, 0) as is_confirmed,
                refused.invitation is not null as is_refused,
                least(invited.posted_us + 7776000000000, (select as_of_us from moment)) - invited.posted_us
                    as followed_us,
                coalesce(sights.seen_us, 0) as seen_us
            from said as invited
            join windows
                on windows.member = invited.member
                and invited.posted_us >= windows.from_us
                and invited.posted_us < windows.to_us
            left join loops on loops.invitation = invited.id and loops.nth = 1
            left join (
                select distinct marked_pairs.invitation
                from marked_pairs
                where marked_pairs.kind = 'not-a-pair'
            ) as refused on refused.invitation = invited.id
            left join (
                select
                    by_account.id,
                    min(by_account.seen_us) as seen_us
                from (
                    select
                        asked.id,
                        accounts.account,
                        sum(
                            least(seen.to_us, asked.posted_us + 7776000000000)
                            - greatest(seen.from_us, asked.posted_us)
                        ) as seen_us
                    from said as asked
                    join accounts on accounts.member = asked.member
                    join seen
                        on seen.account = accounts.account
                        and seen.from_us < asked.posted_us + 7776000000000
                        and seen.to_us > asked.posted_us
                    where asked.seeks_views
                    group by asked.id, accounts.account
                ) as by_account
                group by by_account.id
            ) as sights on sights.id = invited.id
            where invited.seeks_views
        ) as judged
    """,
    marks=(MarkKind.INVITES, MarkKind.NOT_INVITES),
    stories=(
        Story(
            title="Asked, and reported back in the same thread",
            told="""
                1  day 1 09:00   member        invites: What should we do with the old library? Tell me.
                2  day 1 12:00   resident      answers 1: A warm room.
                3  day 20 09:00  member        reports back: You said a warm room, so it opens in March. https://www.example.org/damp
                4  day 21 09:00  member        invites: And the old baths? https://www.example.org/damp
                   day 30 09:00  now
            """,
            gives="2",
        ),
        Story(
            title="A quiz asks for no views",
            told="""
                1  day 1 09:00  member  quizzes: Guess where this picture was taken.
                2  day 1 12:00  member  polls: Crossing or roundabout
                   day 3 09:00  now
            """,
            gives="1",
        ),
    ),
)
