"""Goes where people are already talking."""

from facts import Sight, Unit
from metrics.measure import Measure, Nouns, Story
from metrics.sums import SHARE

MEASURE = Measure(
    id="going-out-share",
    order=45,
    version=1,
    since="2026-11-28",
    title="Replies in other people's conversations",
    explains=(
        "Of your replies to other people, the share in conversations that you didn't begin: under residents' "
        "own posts, and in the threads of groups, papers and colleagues. The same replies count as in your "
        "share of conversation."
    ),
    cant_see="Conversations in closed groups, and those you only read.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    needs_whom=True,
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=SHARE,
    is_about_asks=False,
    nouns=Nouns("reply", "replies", "in conversations somebody else began"),
    reasons={
        "beyond-sixth-reply": "beyond the sixth reply of one exchange",
        "same-words": "same words as an earlier reply",
        "own-conversation": "in a conversation the member began",
        "others-conversation": "in a conversation somebody else began",
    },
    occasions="""
        select
            member,
            label,
            posted_us as happened_us,
            id as post,
            nullif('', '') as answer,
            coalesce(begun_by <> member, true) as met,
            cast(null as bigint) as value,
            case
                when is_beyond_sixth then 'beyond-sixth-reply'
                when is_repeated then 'same-words'
                when begun_by = member then 'own-conversation'
                else 'others-conversation'
            end as reason,
            is_beyond_sixth or is_repeated as left_out
        from window_replies
    """,
    stories=(
        Story(
            title="Under your own post you stay at home, under a resident's you go out",
            told="""
                1  day 1 09:00  member      posts: Surgery on Saturday at ten.
                2  day 1 12:00  resident A  answers 1: I'll be there.
                3  day 1 13:00  member      answers 2: See you then.
                4  day 2 09:00  resident B  says: The market was busy today.
                5  day 2 10:00  member      answers 4: It was, and so was I.
                   day 3 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="Replying to a resident deep in your own thread is not going out",
            told="""
                1  day 1 09:00  member      posts: Surgery on Saturday at ten.
                2  day 1 12:00  resident A  answers 1: Where is it?
                3  day 1 12:30  resident B  answers 2: At the library.
                4  day 1 13:00  member      answers 3: Quite right.
                   day 3 09:00  now
            """,
            gives="0 of 1",
        ),
        Story(
            title="Talking to yourself is neither",
            told="""
                1  day 1 09:00  member            posts: Surgery on Saturday at ten.
                2  day 1 10:00  member on second  answers 1: What a good idea.
                   day 3 09:00  now
            """,
            gives="0 of 0",
        ),
    ),
)
