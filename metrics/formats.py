"""Tries new ways."""

from facts import Sight, Unit
from metrics.measure import Also, Measure, Nouns, Story
from metrics.sums import VARIETY

MEASURE = Measure(
    id="formats",
    order=75,
    version=1,
    since="2026-11-28",
    title="Kinds of post in use",
    explains=(
        "How varied the posts you began yourself are: words, photos, films, links, polls, threads, live "
        "broadcasts. The figure is 1 where all are of one kind, 2 where two kinds are used equally, and so "
        "on. Beside it: the kinds you hadn't used in the 13 weeks before. There is no target."
    ),
    cant_see="Whether a kind of post suited what you had to say.",
    unit=Unit.NUMBER,
    better="neither",
    needs=frozenset({Sight.POSTS}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=VARIETY,
    is_about_asks=False,
    also={
        "formats": Also(
            "",
            "select member, label, format, count(*) from occasions group by member, label, format",
            is_of=True,
            is_on_card=True,
        ),
        "new": Also(
            "not used in the 13 weeks before",
            """
            select
                used.member,
                used.label,
                used.format
            from (
                select distinct
                    occasions.member,
                    occasions.label,
                    occasions.format
                from occasions
            ) as used
            join (
                select
                    windows.member,
                    windows.label,
                    min(windows.from_us) as from_us
                from windows
                group by windows.member, windows.label
            ) as begun on begun.member = used.member and begun.label = used.label
            join (
                select
                    by_account.member,
                    by_account.label
                from (
                    select
                        accounts.member,
                        accounts.account,
                        starts.label,
                        sum(
                            least(seen.to_us, starts.from_us)
                            - greatest(seen.from_us, starts.from_us - 7862400000000)
                        ) as seen_us
                    from accounts
                    join (
                        select
                            windows.member,
                            windows.label,
                            min(windows.from_us) as from_us
                        from windows
                        group by windows.member, windows.label
                    ) as starts on starts.member = accounts.member
                    join seen
                        on seen.account = accounts.account
                        and seen.from_us < starts.from_us
                        and seen.to_us > starts.from_us - 7862400000000
                    group by accounts.member, accounts.account, starts.label
                ) as by_account
                group by by_account.member, by_account.label
                having min(by_account.seen_us) * 10 >= 70761600000000
            ) as seen_before on seen_before.member = used.member and seen_before.label = used.label
            where not exists (
                select 1
                from originals
                where
                    originals.member = used.member
                    and originals.format = used.format
                    and originals.posted_us >= begun.from_us - 7862400000000
                    and originals.posted_us < begun.from_us
            )
            """,
            is_list=True,
            is_on_card=True,
        ),
    },
    nouns=Nouns("post", "posts", "kinds, as if used equally"),
    reasons={
        "text": "words alone",
        "photo": "with a photo",
        "video": "with a film",
        "link": "with a link",
        "poll": "a poll",
        "thread": "a thread",
        "live": "a live broadcast",
    },
    occasions="""
        select
            originals.member,
            windows.label,
            originals.posted_us as happened_us,
            originals.id as post,
            nullif('', '') as answer,
            cast(null as boolean) as met,
            cast(null as bigint) as value,
            originals.format as reason,
            false as left_out,
            originals.format
        from originals
        join windows
            on windows.member = originals.member
            and originals.posted_us >= windows.from_us
            and originals.posted_us < windows.to_us
    """,
    stories=(
        Story(
            title="Two kinds used equally are two",
            told="""
                1  day 1 09:00  member  posts: Surgery on Saturday.
                2  day 1 12:00  member  pictures: The new bench.
                3  day 2 09:00  member  posts: The library has new hours.
                4  day 2 12:00  member  pictures: The old bench.
                   day 3 09:00  now
            """,
            gives="2",
        ),
        Story(
            title="One kind is one, however often",
            told="""
                1  day 1 09:00  member  posts: Surgery on Saturday.
                2  day 2 09:00  member  posts: The library has new hours.
                   day 3 09:00  now
            """,
            gives="1",
        ),
        Story(
            title="A post you go on with within the hour is a thread",
            told="""
                1  day 1 09:00  member  posts: The budget, in two parts.
                2  day 1 09:30  member  answers 1: First, roads.
                3  day 2 09:00  member  posts: The library has new hours.
                   day 3 09:00  now
            """,
            gives="2",
        ),
        Story(
            title="Two hours later it is no thread any more",
            told="""
                1  day 1 09:00  member  posts: The budget, in two parts.
                2  day 1 11:00  member  answers 1: First, roads.
                3  day 2 09:00  member  posts: The library has new hours.
                   day 3 09:00  now
            """,
            gives="1",
        ),
    ),
)
