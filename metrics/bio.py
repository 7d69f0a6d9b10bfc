"""What a member's profiles say: who they are, how to reach them, and when."""

from facts import Sight, Unit
from metrics.measure import Also, Audience, Fact, Measure, Nouns, Story
from metrics.sums import COUNT


def _that_say(fact: str) -> str:
    return f"select member, label, count(*) from occasions where {fact} is not null"


MEASURE = Measure(
    id="bio",
    order=85,
    version=1,
    since="2026-11-28",
    title="What your profile says",
    explains=(
        "Whether the words on your profiles say that you are a councillor and of which ward, how to get in touch and "
        "when. Of each account the latest text that was read by the end of this time. A line such as “views my own” "
        "is listed too, and changes nothing: people still see a councillor."
    ),
    cant_see="Pictures, pinned posts, a profile's buttons, and whatever it said between two readings.",
    unit=Unit.COUNT,
    better="neither",
    needs=frozenset({Sight.PROFILE}),
    checked_on="2026-11-28",
    next_check="2027-05-28",
    sum_up=COUNT,
    is_about_asks=False,
    audience=Audience.MEMBER,
    nouns=Nouns("profile", "profiles", "read"),
    also={
        "councillor": Also("that say councillor", _that_say("councillor"), is_on_card=True),
        "ward": Also("that name the ward", _that_say("ward"), is_on_card=True),
        "contact": Also("with a way to get in touch", _that_say("contact"), is_on_card=True),
        "hours": Also("with hours", _that_say("hours"), is_on_card=True),
        "views_own": Also("with a “views my own” line, which changes nothing", _that_say("views_own")),
    },
    facts={
        "councillor": Fact("says councillor{words}", "doesn't say councillor"),
        "ward": Fact("names the ward{words}", "doesn't name the ward"),
        "contact": Fact("says how to get in touch{words}", "no way to get in touch"),
        "hours": Fact("says its hours{words}", "no hours"),
        "views_own": Fact(
            "has a “views my own” line, which changes nothing{words}", "no “views my own” line"
        ),
    },
    reasons={
        "read": "{account}: {facts}",
        "link-only": "{account}: {facts}. By its platform's terms its words are to be read there",
    },
    reason_parameters=("account", "councillor", "ward", "contact", "hours", "views_own"),
    occasions="""
        select
            profile_facts.member,
            ends.label,
            profile_facts.read_us as happened_us,
            nullif('', '') as post,
            nullif('', '') as answer,
            cast(null as boolean) as met,
            cast(null as bigint) as value,
            case when profile_facts.is_link_only then 'link-only' else 'read' end as reason,
            false as left_out,
            profile_facts.account,
            profile_facts.councillor,
            profile_facts.ward,
            profile_facts.contact,
            profile_facts.hours,
            profile_facts.views_own
        from profile_facts
        join (
            select
                windows.member,
                windows.label,
                least(max(windows.to_us), (select as_of_us from moment)) as by_us
            from windows
            group by windows.member, windows.label
        ) as ends
            on ends.member = profile_facts.member
            and profile_facts.read_us <= ends.by_us
            and profile_facts.next_us > ends.by_us
    """,
    stories=(
        Story(
            title="A profile that says who you are",
            told="""
                   day 1 09:00  profile: Cllr for Mill Lane. Surgery every first Saturday. cllr@example.org
                   day 3 09:00  now
            """,
            gives="1",
        ),
        Story(
            title="Of each account the latest text",
            told="""
                   day 1 09:00  profile: Gardener. Views my own.
                   day 2 09:00  profile: Councillor for Mill Lane.
                   day 2 12:00  profile on second: Gardener.
                   day 3 09:00  now
            """,
            gives="2",
        ),
        Story(
            title="An empty profile was read too",
            told="""
                   day 1 09:00  profile:
                   day 3 09:00  now
            """,
            gives="1",
        ),
        Story(
            title="What was read later doesn't count yet",
            told="""
                   day 1 09:00  profile: Cllr for Mill Lane.
                   day 4 09:00  profile on second: Cllr for Mill Lane.
                   day 3 09:00  now
            """,
            gives="1",
        ),
    ),
)
