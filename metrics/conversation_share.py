"""Talks with people rather than at them."""

from facts import MarkKind, Sight, Unit
from metrics.measure import InMonth, Measure, Nouns, Story, Suggestion
from metrics.sums import SHARE

MOSTLY = 0.5

MEASURE = Measure(
    id="conversation-share",
    order=40,
    version=2,
    since="2026-11-27",
    title="Posts that are conversation",
    explains=(
        "Of your replies to other people and your own new posts, the share that were replies. A post or poll "
        "that invites residents to respond counts in neither, nor does passing on a post unchanged or "
        "continuing your own thread. At most six replies in one exchange count, and replies in the same words "
        "count once."
    ),
    cant_see="Conversations in private, and what was said in groups.",
    unit=Unit.SHARE,
    better="more",
    needs=frozenset({Sight.POSTS}),
    needs_whom=True,
    checked_on="2026-11-27",
    next_check="2027-05-27",
    sum_up=SHARE,
    is_about_asks=False,
    nouns=Nouns("post or reply", "posts and replies", "in conversation with somebody"),
    reasons={
        "invites": "invites residents to respond",
        "new-post": "a new post, not a reply",
        "beyond-sixth-reply": "beyond the sixth reply of one exchange",
        "same-words": "same words as an earlier reply",
        "reply": "a reply",
    },
    occasions="""
        select
            member,
            label,
            posted_us as happened_us,
            id as post,
            nullif('', '') as answer,
            true as met,
            cast(null as bigint) as value,
            case
                when is_beyond_sixth then 'beyond-sixth-reply'
                when is_repeated then 'same-words'
                else 'reply'
            end as reason,
            is_beyond_sixth or is_repeated as left_out
        from window_replies
        union all
        select
            said.member,
            windows.label,
            said.posted_us as happened_us,
            said.id as post,
            nullif('', '') as answer,
            case when not said.is_invitation then false end as met,
            cast(null as bigint) as value,
            case when said.is_invitation then 'invites' else 'new-post' end as reason,
            said.is_invitation as left_out
        from said
        join windows
            on windows.member = said.member and said.posted_us >= windows.from_us and said.posted_us < windows.to_us
        where said.kind in ('post', 'quote')
    """,
    column="Conversation",
    in_month=InMonth.FIGURE,
    marks=(MarkKind.INVITES, MarkKind.NOT_INVITES),
    suggestion=Suggestion(
        applies=lambda _value, _low, high: high < MOSTLY,
        do="reply to somebody before your next announcement",
        because="{met} of {n} posts and replies were conversation.",
    ),
    stories=(
        Story(
            title="One reply in three",
            told="""
                1  day 1 09:00  member    posts: Surgery on Saturday at ten.
                2  day 1 12:00  resident  answers 1: I'll be there.
                3  day 1 13:00  member    answers 2: See you then.
                4  day 2 09:00  member    posts: The library has new hours.
                   day 3 09:00  now
            """,
            gives="1 of 3",
        ),
        Story(
            title="Asking residents what they think is neither a reply nor talking at them",
            told="""
                1  day 1 09:00  member    invites: Tell me what you think of the plans by Friday.
                2  day 1 12:00  resident  answers 1: More trees, please.
                3  day 1 13:00  member    answers 2: Thank you, noted.
                4  day 2 09:00  member    posts: Surgery on Saturday. Who would have thought it?
                   day 3 09:00  now
            """,
            gives="1 of 2",
        ),
        Story(
            title="A poll invites, whatever its words",
            told="""
                1  day 1 09:00  member  polls: Crossing or roundabout
                2  day 1 10:00  member  posts: The library has new hours.
                   day 3 09:00  now
            """,
            gives="0 of 1",
        ),
        Story(
            title="A reply you took down counts neither way, but stays a turn",
            told="""
                1   day 1 09:00  resident  says: I don't agree.
                2   day 1 09:01  member    answers 1: Why not?
                3   day 1 09:02  member    answers 1: It was put to the vote.
                4   day 1 09:03  member    answers 1: The minutes are public.
                5   day 1 09:04  member    answers 1: The cost was published.
                6   day 1 09:05  member    answers 1: Everybody could speak.
                7   day 1 09:06  member    answers 1: Many did speak.
                8   day 1 09:07  member    answers 1: And that settles it.
                    day 2 09:00  2 is removed
                    day 3 09:00  now
            """,
            gives="5 of 5",
        ),
        Story(
            title="Continuing your own thread is neither",
            told="""
                1  day 1 09:00  member  posts: The budget, in three parts.
                2  day 1 09:01  member  answers 1: First, roads.
                   day 3 09:00  now
            """,
            gives="0 of 1",
        ),
        Story(
            title="Replies in the same words count once",
            told="""
                1  day 1 09:00  resident A  says: The lights are out on Elm Row.
                2  day 1 10:00  member      answers 1: Thanks, reported. Reference 101.
                3  day 1 11:00  resident B  says: The lights are out on Oak Row.
                4  day 1 12:00  member      answers 3: Thanks, reported. Reference 102.
                   day 3 09:00  now
            """,
            gives="1 of 1",
        ),
        Story(
            title="A seventh reply in one exchange earns nothing",
            told="""
                1   day 1 09:00  resident  says: I don't agree.
                2   day 1 09:01  member    answers 1: Why not?
                3   day 1 09:02  member    answers 1: It was put to the vote.
                4   day 1 09:03  member    answers 1: The minutes are public.
                5   day 1 09:04  member    answers 1: The cost was published.
                6   day 1 09:05  member    answers 1: Everybody could speak.
                7   day 1 09:06  member    answers 1: Many did speak.
                8   day 1 09:07  member    answers 1: And that settles it.
                9   day 1 09:10  member    posts: Good morning all.
                    day 3 09:00  now
            """,
            gives="6 of 7",
        ),
        Story(
            title="Talking to your own second account earns nothing",
            told="""
                1  day 1 09:00  member            posts: Surgery on Saturday.
                2  day 1 10:00  member on second  answers 1: What a good idea.
                3  day 1 11:00  member            answers 2: Thank you, me.
                   day 3 09:00  now
            """,
            gives="0 of 1",
        ),
    ),
)
