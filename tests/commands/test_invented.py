"""The invented council holds what the pages must be able to show, and is the same wherever it is made."""

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from statistics import quantiles
from zoneinfo import ZoneInfo

import pytest

from demo import Council, invent
from demo.cast import CAST
from labels.ask import ask

UNTIL = datetime(2026, 11, 22, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1)
# The shape of customer-support reply delays: the first and third quarter as multiples of the middle wait.
QUARTERS = (0.44, 4.63)
REGISTER = [
    "member",
    "name",
    "ward",
    "area",
    "email",
    "platform",
    "handle",
    "consented_on",
    "consented_by",
    "scope",
    "in_office_from",
    "in_office_to",
]
REQUIRED = {"id", "platform", "account", "author", "kind", "posted_at", "text", "url", "format", "language"}
OPTIONAL = {"answers", "conversation", "source"}
FORMATS = {"text", "photo", "video", "link", "poll", "thread", "live"}
REAL = """
Barnet Barnsley Bath Bedford Birmingham Blackburn Blackpool Bolton Bournemouth Bracknell Bradford Brent
Brighton Bristol Bromley Burnley Bury Calderdale Cambridge Camden Canterbury Carlisle Cheltenham Chester
Chorley Cornwall Coventry Croydon Cumbria Darlington Derby Devon Doncaster Dorset Dudley Durham Ealing
Enfield Essex Exeter Gateshead Gloucester Greenwich Guildford Hackney Halton Hampshire Haringey Harlow
Harrogate Hartlepool Havering Hertfordshire Hillingdon Hounslow Hull Ipswich Islington Kent Kirklees
Knowsley Lambeth Lancaster Leeds Leicester Lewisham Lincoln Liverpool Luton Maidstone Manchester Medway
Merton Middlesbrough Newcastle Newham Norfolk Northampton Norwich Nottingham Oldham Oxford Peterborough
Plymouth Poole Portsmouth Preston Redbridge Rochdale Rotherham Rutland Salford Sandwell Sefton Sheffield
Shropshire Slough Solihull Somerset Southampton Southend Southwark Stafford Stockport Stoke Suffolk
Sunderland Surrey Sutton Swindon Tameside Telford Thurrock Torbay Trafford Wakefield Walsall Warrington
Warwick Wigan Wiltshire Wirral Wolverhampton Worcester York Starmer Sunak Truss Johnson Cameron Corbyn
Miliband Farage Badenoch Burnham Khan Rayner Reeves Streeting Davey Ramsay Denyer Labour Conservative Tory
Tories Democrat Reform Greens
"""


@cache
def council() -> Council:
    return timed()[0]


@cache
def timed() -> tuple[Council, float]:
    """The council as the pages show it, and the seconds of computing it took."""
    begun = time.process_time()
    made = invent(until=UNTIL)
    return made, time.process_time() - begun


def small(seed: int = 1) -> Council:
    return invent(seed=seed, members=len(CAST), months=2, until=UNTIL)


def posted(row: dict) -> datetime:
    return datetime.fromisoformat(row["posted_at"])


@cache
def by_member() -> dict[str, list[dict]]:
    """Every row by the member whose account it belongs to, oldest first."""
    owners = {f"{row['platform']}:{row['handle']}": row["member"] for row in council().register}
    rows = defaultdict(list)
    for row in council().messages:
        rows[owners[row["account"]]].append(row)
    return rows


def shows(state: str) -> list[dict]:
    """The rows of the member who shows a state."""
    return by_member()[council().cast[state]]


def said(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["author"] == "member"]


def heard(rows: list[dict]) -> list[dict]:
    return [row for row in rows if row["author"] != "member"]


def lately(rows: list[dict], days: int = 90) -> list[dict]:
    return [row for row in rows if posted(row) > UNTIL - days * DAY]


def asks(rows: list[dict]) -> list[dict]:
    """The first ask of each resident in each conversation."""
    found: dict[tuple[str, str], dict] = {}
    for row in heard(rows):
        if is_ask(row["text"]):
            found.setdefault((row["author"], row.get("conversation", row["id"])), row)
    return list(found.values())


@cache
def is_ask(text: str) -> bool:
    return ask(text).value == "ask"


def waits_h(rows: list[dict]) -> list[float]:
    """Hours from each message to the member's first reply to it."""
    messages = {row["id"]: row for row in heard(rows)}
    waits: dict[str, float] = {}
    for row in said(rows):
        asked = messages.get(row.get("answers", ""))
        if asked and asked["id"] not in waits:
            waits[asked["id"]] = (posted(row) - posted(asked)).total_seconds() / 3600
    return list(waits.values())


def answered(rows: list[dict]) -> float:
    """The share of asks that got a reply."""
    replied = {row.get("answers") for row in said(rows)}
    found = asks(rows)
    return sum(row["id"] in replied for row in found) / len(found)


def days_silent(rows: list[dict]) -> float:
    return (UNTIL - posted(said(rows)[-1])) / DAY


def most_turns(rows: list[dict]) -> int:
    """The most replies of the member in one conversation within a day."""
    turns: Counter[str] = Counter(row["conversation"] for row in said(rows) if "conversation" in row)
    return turns.most_common(1)[0][1]


# --- the same everywhere -------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_council():
    assert small() == small()


def test_another_seed_gives_another_council():
    one, other = small(1), small(2)

    assert [row["text"] for row in one.messages] != [row["text"] for row in other.messages]
    assert one.register != other.register


def test_the_order_of_hashes_plays_no_part():
    script = (
        "import hashlib, json; from datetime import UTC, datetime; from demo import invent;"
        "c = invent(members=30, months=1, until=datetime(2026, 11, 22, tzinfo=UTC));"
        "print(hashlib.sha256(json.dumps([c.register, c.rows, c.marks, c.cast, c.settings]).encode()).hexdigest())"
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(digests) == 1


def test_the_messages_can_be_read_twice():
    assert list(council().messages) == list(council().messages)


def test_some_forty_thousand_messages_take_under_five_seconds():
    made, took_s = timed()

    assert took_s < 5
    assert 25_000 <= len(made.rows) <= 45_000


@pytest.mark.parametrize(("members", "months"), [(1, 1), (7, 2), (130, 1)])
def test_it_may_be_smaller_or_larger(members, months):
    made = invent(members=members, months=months, until=UNTIL)

    assert len({row["member"] for row in made.register}) == members
    assert len({(row["platform"], row["handle"]) for row in made.register}) == len(made.register)
    assert made.rows


def test_it_refuses_what_makes_no_council():
    with pytest.raises(ValueError, match="offset"):
        invent(until=datetime(2026, 11, 22))  # noqa: DTZ001
    with pytest.raises(ValueError, match="at least one member"):
        invent(members=0, until=UNTIL)


# --- what goes through the doors -----------------------------------------------------------------------


def test_every_row_is_a_row_of_the_posts_file():
    accounts = {f"{row['platform']}:{row['handle']}" for row in council().register}
    seen: set[str] = set()
    for row in council().messages:
        assert set(row) >= REQUIRED
        assert set(row) <= REQUIRED | OPTIONAL
        assert row["account"] in accounts
        assert row["account"].startswith(row["platform"] + ":")
        assert row["kind"] in {"post", "reply", "share", "quote"}
        assert row["format"] in FORMATS
        assert row["author"].strip()
        assert ("answers" in row) == (row["kind"] == "reply")
        assert posted(row).tzinfo is not None
        assert row["id"] not in seen
        seen.add(row["id"])


def test_an_answer_comes_after_what_it_answers_in_the_same_conversation():
    rows = {row["id"]: row for row in council().messages}
    for row in rows.values():
        parent = rows.get(row.get("answers", ""))
        if parent:
            assert posted(parent) <= posted(row)
            assert row["conversation"] == parent.get("conversation", parent["id"])
            assert row["platform"] == parent["platform"]


def test_nothing_is_told_that_was_not_seen():
    covers = defaultdict(list)
    for account, start, end in council().covers:
        assert start < end <= UNTIL
        covers[account].append((start, end))
    for row in council().messages:
        assert any(start <= posted(row) <= end for start, end in covers[row["account"]])


def test_it_spans_the_months_asked_for():
    first, last = (posted(council().rows[n]) for n in (0, -1))

    assert datetime(2025, 5, 21, tzinfo=UTC) < first < datetime(2025, 5, 23, tzinfo=UTC)
    assert UNTIL - DAY < last <= UNTIL


def test_the_register_reads_as_register_csv():
    wards = Counter()
    for row in council().register:
        assert list(row) == REGISTER
        assert row["name"].startswith("Cllr ")
        assert row["email"].endswith("@example.org")
        assert row["consented_on"] <= UNTIL.date().isoformat()
    for member, ward in {(row["member"], row["ward"]) for row in council().register}:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", member)
        wards[ward] += 1
    assert sum(wards.values()) == 60
    assert set(wards.values()) <= {2, 3, 4}
    assert {row["platform"] for row in council().register} == {"bluesky", "mastodon", "facebook", "x", "blog"}


def test_every_mark_is_about_somebody_or_something_there():
    ids = {row["id"] for row in council().messages}
    members = {row["member"] for row in council().register}
    for mark in council().marks:
        assert mark["by"]
        assert mark["why"]
        assert mark["post"] in ids if "post" in mark else mark["member"] in members
    kinds = {mark["kind"] for mark in council().marks}
    assert kinds == {"answered-elsewhere", "set-aside", "not-an-ask", "is-an-ask", "away"}


def test_it_is_nobody_and_nowhere_real():
    names = re.compile(rf"\b({'|'.join(REAL.split())})\b")
    about = json.dumps(
        [council().name, council().register, sorted({row["author"] for row in council().messages})]
    )
    texts = " ".join(row["text"] for row in council().messages)
    assert not names.findall(about)
    assert not names.findall(texts)


def test_every_link_leads_nowhere():
    for row in council().messages:
        assert row["url"].startswith("https://example.org/")
        for host in re.findall(r"https?://([^/\s\")]+)", row["text"]):
            assert host == "example.org"
        for host in re.findall(r"\b[\w-]+\.(?:com|net|uk|co|org)\b", row["text"]):
            assert host == "example.org"


def test_no_slot_is_left_open():
    hostile = {row["id"] for row in shows("hostile")}
    for row in council().messages:
        if row["id"] not in hostile:
            assert not re.search(r"[{}\[\]|]", row["text"]), row["text"]


# --- what it must be able to show ----------------------------------------------------------------------


def test_every_state_has_its_member():
    assert set(council().cast) == set(CAST)
    assert len(set(council().cast.values())) == len(CAST)


def test_few_members_write_most_and_few_residents_ask_most():
    acts = sorted((len(said(rows)) for rows in by_member().values()), reverse=True)
    voices = Counter(row["author"] for row in council().messages if row["author"] != "member").most_common()

    assert sum(acts[:12]) > 0.4 * sum(acts)
    assert sum(count for _, count in voices[: len(voices) // 10]) > 0.25 * sum(count for _, count in voices)


def test_the_busy_member_is_the_busiest():
    assert len(said(shows("busy"))) == max(len(said(rows)) for rows in by_member().values())


def test_the_quick_member_answers_everything_within_hours():
    assert answered(shows("quick")) > 0.95
    assert max(waits_h(shows("quick"))) < 12


def test_the_quiet_member_is_quiet_but_not_yet_unattended():
    acts = [posted(row) for row in said(shows("quiet"))]
    gaps = [(after - before) / DAY for before, after in pairwise(acts)]

    assert 14 < days_silent(shows("quiet")) < 30
    assert days_silent(shows("quiet")) > quantiles(gaps, n=20)[18]
    assert answered([row for row in shows("quiet") if posted(row) < UNTIL - 14 * DAY]) == 1


def test_the_unattended_ones_are_silent_while_somebody_waits():
    assert days_silent(shows("unattended")) > 60
    assert days_silent(shows("silent since spring")) > 180
    for state in ("unattended", "silent since spring"):
        assert answered(lately(shows(state), 60)) == 0


def test_the_one_away_has_said_so():
    away = next(mark for mark in council().marks if mark["kind"] == "away")

    assert away["member"] == council().cast["away"]
    assert datetime.fromisoformat(away["from"]) < UNTIL < datetime.fromisoformat(away["to"])
    assert not [row for row in said(shows("away")) if row["posted_at"] > away["from"]]


def test_the_new_member_joined_lately_and_the_other_has_too_few():
    assert posted(shows("new")[0]) > UNTIL - 36 * DAY
    assert 0 < len(asks(lately(shows("new")))) < 10
    assert 0 < len(asks(lately(shows("too few")))) < 10


def test_the_withdrawn_account_is_registered_and_known():
    (account,) = council().withdrawn

    assert [
        row["member"] for row in council().register if f"{row['platform']}:{row['handle']}" == account
    ] == [council().cast["withdrawn"]]
    assert shows("withdrawn")


@pytest.mark.parametrize("state", ["collection gap", "collection stopped"])
def test_a_tenth_of_the_last_ninety_days_was_not_seen(state):
    member = council().cast[state]
    accounts = {f"{row['platform']}:{row['handle']}" for row in council().register if row["member"] == member}
    for account in accounts:
        stretches = [(start, end) for whose, start, end in council().covers if whose == account]
        seen = sum((end - max(start, UNTIL - 90 * DAY) for start, end in stretches), timedelta())
        assert seen < 0.9 * 90 * DAY


def test_of_one_account_only_posts_are_seen():
    assert not heard(shows("posts only"))
    assert any("answers" in row for row in said(shows("posts only")))


def test_one_only_broadcasts_and_one_only_repeats_the_press_office():
    assert {row["kind"] for row in said(shows("broadcasts"))} <= {"post", "share", "quote"}
    assert {row["kind"] for row in said(shows("press releases"))} == {"post"}
    assert all(row["format"] == "link" for row in said(shows("press releases")))


def test_one_has_exchanges_far_beyond_six_turns():
    assert most_turns(lately(shows("long exchanges"))) >= 8


def test_one_answers_everybody_with_the_same_sentence():
    answers = Counter(row["text"] for row in said(shows("form replies")) if row["kind"] == "reply")

    assert sum(count for _, count in answers.most_common(2)) > 0.8 * answers.total()


def test_one_is_asked_mostly_by_one_resident():
    voices = Counter(row["author"] for row in asks(lately(shows("one voice"))))

    assert voices.most_common(1)[0][1] > voices.total() / 2


def test_one_improved():
    rows = shows("improved")

    early = [row for row in rows if posted(row) < UNTIL - 200 * DAY]
    assert answered(early) < 0.5
    assert answered(lately(rows, 170)) > 0.8


def test_one_asks_residents_for_views_and_says_what_came_of_it():
    texts = [row["text"] for row in said(shows("asks views"))]

    asked = {
        tag for text in texts if "survey" in text or "your say" in text for tag in re.findall(r"#\w+", text)
    }
    closed = {
        tag for text in texts if "we did" in text or "Results" in text for tag in re.findall(r"#\w+", text)
    }
    assert len(asked & closed) >= 4


def test_one_puts_mistakes_right():
    assert any(
        "orrection:" in row["text"] or "got this wrong" in row["text"] for row in said(shows("corrects"))
    )


def test_one_passes_on_what_others_wrote():
    kinds = Counter(row["kind"] for row in said(shows("passes on")))

    assert kinds["share"] + kinds["quote"] > kinds["post"]
    assert all(row["source"] for row in said(shows("passes on")) if row["kind"] in ("share", "quote"))


def test_one_has_two_accounts():
    assert len({row["account"] for row in shows("two accounts")}) == 2


@pytest.mark.parametrize(
    ("state", "kind"), [("answered elsewhere", "answered-elsewhere"), ("set aside", "set-aside")]
)
def test_one_has_marked_what_was_dealt_with_otherwise(state, kind):
    theirs = {row["id"] for row in lately(shows(state))}

    assert len([mark for mark in council().marks if mark["kind"] == kind and mark.get("post") in theirs]) >= 2


def test_one_is_asked_in_welsh():
    assert (
        len([row for row in lately(shows("welsh")) if row["language"] == "cy" and row["author"] != "member"])
        == 2
    )
    assert not [row for row in council().messages if row["language"] == "cy" and row not in shows("welsh")]


def test_strangers_try_to_break_the_page():
    texts = [row["text"] for row in heard(lately(shows("hostile")))]

    for trick in ("<script>", "=HYPERLINK", "\u202e", "javascript:", "drop table"):
        assert any(trick in text for text in texts), trick
    assert max(len(text) for text in texts) > 5_000
    assert any(not re.search(r"\w", text) for text in texts)
    assert any(len(word) > 80 for text in texts for word in text.split())


def test_members_talk_to_each_other():
    owners = {row["id"]: row["account"] for row in said(council().rows)}
    others = [
        row
        for row in said(council().rows)
        if owners.get(row.get("answers", ""), row["account"]) != row["account"]
    ]

    assert len(others) > 200


# --- how it reads --------------------------------------------------------------------------------------


def test_waits_have_the_shape_of_reply_delays():
    waits = [wait for rows in by_member().values() for wait in waits_h(rows)]
    first, middle, third = quantiles(waits, n=4)

    assert 1 < middle < 8
    assert first / middle == pytest.approx(QUARTERS[0], rel=0.2)
    assert third / middle == pytest.approx(QUARTERS[1], rel=0.25)
    assert quantiles(waits, n=20)[18] > 24


def test_people_write_in_the_evening_and_members_sleep():
    def hour(row: dict) -> int:
        return posted(row).astimezone(ZoneInfo("Europe/London")).hour

    hours = Counter(hour(row) for row in heard(council().rows))
    nights = [row for row in said(council().rows) if hour(row) in (2, 3, 4)]

    assert sum(hours[hour] for hour in range(18, 23)) > 1.3 * sum(hours[hour] for hour in range(9, 14))
    assert len(nights) < 0.05 * len(said(council().rows))


def test_there_are_weeks_in_which_everybody_asks_about_one_thing():
    floods = Counter(
        posted(row).strftime("%G-%V")
        for row in heard(council().rows)
        if re.search("sandbags|flood", row["text"])
    )
    weeks = sorted(floods.values())

    assert weeks[-1] > 5 * weeks[len(weeks) // 2]


def test_most_asks_are_plainly_asks_to_a_reader_of_rules():
    questions = [row for row in heard(council().rows) if row["text"].rstrip(" .x🙏").endswith("?")]
    found = sum(is_ask(row["text"]) for row in questions)

    assert found > 0.9 * len(questions)
    assert 0.3 < len(asks(council().rows)) / len(heard(council().rows)) < 0.7


def test_a_page_of_twenty_posts_does_not_repeat_itself():
    repeats, pages = 0, 0
    for member, rows in by_member().items():
        originals = [row["text"] for row in said(rows) if row["kind"] == "post"]
        for start in range(0, len(originals) - 20, 20):
            repeats += 20 - len(set(originals[start : start + 20]))
            pages += 1
            assert len(set(originals[start : start + 20])) >= 18 or member == council().cast["press releases"]
    assert repeats < 0.5 * pages
