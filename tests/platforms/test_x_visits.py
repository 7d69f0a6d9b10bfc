"""Collecting from X: what is seen, what is paid for, and what happens when things change there."""

import logging
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, HOUR_US, Kind, Sight, Unseen
from store.stretches import OVER_TIME
from tests.platforms.local_platform import said
from tests.platforms.local_x import (
    ACCOUNT,
    NOW_US,
    RESIDENT,
    TOKEN,
    LocalX,
    Visitor,
    running,
    small_talk,
    visiting,
)

pytestmark = pytest.mark.platforms

NAMING = said(
    {"errors": [{"message": f"no such user {RESIDENT}"}], "title": RESIDENT, "detail": RESIDENT}, 403
)


BOTH = pytest.mark.parametrize("network", ["post", "tweet"], indirect=True)  # X's two vocabularies


@pytest.fixture
def network(request: pytest.FixtureRequest) -> Iterator[LocalX]:
    with running(getattr(request, "param", "post")) as network:
        yield network


@pytest.fixture
def visitor(network: LocalX) -> Iterator[Visitor]:
    with visiting(network) as visitor:
        yield visitor


@BOTH
def test_everything_said_and_heard_comes_and_is_tied(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)

    visitor.visit()

    kept, at = visitor.kept(), {name: f"x:{id_}" for name, id_ in ids.items()}
    names = ("news", "ask", "told", "aside", "share", "quote", "mention", "more", "theirs")
    assert kept.keys() == {at[name] for name in names}
    assert (kept[at["theirs"]].heard, kept[at["mention"]].heard, kept[at["aside"]].heard) == (
        "along", "named", "addressed"
    )  # fmt: skip
    assert (kept[at["ask"]].answers, kept[at["told"]].answers) == (at["news"], at["ask"])
    assert {kept[at[name]].conversation for name in ("ask", "told", "aside")} == {at["news"]}
    assert [kept[at[name]].kind for name in ("news", "told", "share", "quote")] == [*Kind]
    assert kept[at["share"]].source == kept[at["quote"]].source == visitor.masks.source(ids["ann"])
    assert kept[at["ask"]].author == visitor.masks.author("x", ids["zeb"])
    assert kept[at["more"]].author == kept[at["news"]].author == visitor.masks.author("x", ids["ahmed"])


@BOTH
def test_each_message_is_paid_for_once(network: LocalX, visitor: Visitor) -> None:
    small_talk(network)

    visitor.visit()
    paid = network.reads
    visitor.visit(NOW_US + HOUR_US)

    assert network.reads == paid  # nothing new, nothing paid
    assert set(network.handed_over.values()) == {1}
    assert visitor.allowed - visitor.x.budget.left == network.reads


@BOTH
def test_who_quotes_the_member_without_naming_them_is_heard_once(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)
    visitor.visit()
    quote = network.post(ids["zeb"], "and who pays?", NOW_US + DAY_US, quotes=ids["told"])
    naming = network.post(ids["zeb"], "@cllr_ahmed pays", NOW_US + DAY_US, quotes=ids["news"])
    own = network.post(ids["ahmed"], "I said so", NOW_US + DAY_US, quotes=ids["news"])
    share = network.post(
        ids["ann"], "RT @x: and who pays?", NOW_US + DAY_US, shares=quote, quotes=ids["told"]
    )

    visitor.visit(NOW_US + DAY_US + HOUR_US)
    visitor.visit(NOW_US + DAY_US + 2 * HOUR_US)

    kept = visitor.kept()
    assert kept[f"x:{quote}"].kind is Kind.QUOTE
    assert kept[f"x:{quote}"].author == visitor.masks.author("x", ids["zeb"])
    assert {f"x:{naming}", f"x:{own}"} <= kept.keys()
    assert f"x:{share}" not in kept
    assert set(network.handed_over.values()) == {1}


def test_a_search_stays_within_what_x_reads_and_misses_no_message(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)
    own = [network.post(ids["ahmed"], f"news {n}", NOW_US - (n + 1) * HOUR_US) for n in range(30)]
    quotes = [
        network.post(ids["ann"], f"hm {n}", NOW_US - 60_000_000 * (n + 1), quotes=id_)
        for n, id_ in enumerate(own)
    ]

    visitor.visit()

    assert {f"x:{id_}" for id_ in quotes} <= visitor.kept().keys()
    asked = [parse_qs(one.split("?")[1])["query"][0] for one in network.asked if "search" in one]
    assert max(map(len, asked)) <= 512
    assert len(set(asked)) == 35 / 5  # of the last week, in a query


def test_sight_is_claimed_for_90_days_and_grows_without_a_gap(network: LocalX, visitor: Visitor) -> None:
    small_talk(network)

    visitor.visit()
    visitor.visit(NOW_US + HOUR_US)

    stretch = [(NOW_US - 90 * DAY_US, NOW_US + HOUR_US)]
    assert visitor.archive.stretches() == {(ACCOUNT.id, sight): stretch for sight in OVER_TIME}


def test_an_account_made_lately_was_never_silent_before(network: LocalX, visitor: Visitor) -> None:
    small_talk(network)
    network.born_us = NOW_US - 10 * DAY_US

    visitor.visit()

    assert visitor.archive.stretches()[ACCOUNT.id, Sight.POSTS] == [(NOW_US - 10 * DAY_US, NOW_US)]


def test_a_kill_after_any_page_loses_nothing_and_pays_nothing_twice(network: LocalX) -> None:
    small_talk(network)
    ahmed = next(iter(network.handles))
    for number in range(9):
        network.post(ahmed, f"again {number}", NOW_US - (number + 1) * HOUR_US)
    with visiting(network) as undisturbed:
        pages = len(undisturbed.visit())
        whole = undisturbed.kept()

    for stop in range(1, pages):
        network.handed_over.clear()
        with visiting(network) as visitor:
            visitor.visit(pages=stop)
            before = visitor.archive.stretches()
            visitor.visit()
            assert visitor.kept() == whole
            assert set(network.handed_over.values()) == {1}
            assert all(stretch[0][1] == NOW_US for stretch in before.values())  # whole or not at all


def test_a_pass_that_broke_off_is_finished_before_new_messages_are_looked_for(
    network: LocalX, visitor: Visitor
) -> None:
    ahmed = network.person("cllr_ahmed")
    old = [network.post(ahmed, f"old {n}", NOW_US - (n + 2) * HOUR_US) for n in range(12)]
    visitor.visit(pages=2)  # who it is, and the newest five
    new = [network.post(ahmed, f"new {n}", NOW_US + (n + 1) * HOUR_US) for n in range(7)]

    visitor.visit(NOW_US + DAY_US)

    assert visitor.kept().keys() == {f"x:{id_}" for id_ in old + new}
    assert set(network.handed_over.values()) == {1}


@BOTH
@pytest.mark.parametrize("seed", range(2))
def test_with_a_quarter_of_calls_failing_nothing_is_lost_doubled_or_paid_twice(
    network: LocalX, visitor: Visitor, seed: int
) -> None:
    ids = small_talk(network)
    network.dice.seed(seed)
    network.fails = 0.25
    written = 0
    for day in range(12):
        for number in range(network.dice.randint(0, 12)):
            who = network.dice.choice([ids["ahmed"], ids["zeb"], ids["ann"]])
            at_us = NOW_US + day * DAY_US + number * HOUR_US
            name = "" if who == ids["ahmed"] else "@cllr_ahmed "
            network.post(who, f"{name}{day} {number}", at_us)
            written += 1
        visitor.insist(NOW_US + day * DAY_US + 20 * HOUR_US)

    messages = len(visitor.archive.rows("select id from posts"))
    assert messages == written + 9  # small_talk's
    assert set(network.handed_over.values()) == {1}
    assert len(network.handed_over) == messages - 1  # one came along with those that quote and share it


@BOTH
def test_what_is_removed_goes_at_the_next_look(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)
    visitor.visit()
    network.remove(ids["ask"])

    visitor.visit(NOW_US + 6 * DAY_US)

    [row] = visitor.archive.rows(
        "select text, url, item, kind, author <> '', removed_us from posts where id = ?", [f"x:{ids['ask']}"]
    )
    assert row == ("", "", "", "reply", True, NOW_US + 6 * DAY_US)


@pytest.mark.parametrize("state", ["protected", "suspended"])
def test_a_resident_who_closes_their_account_is_counted_and_not_quoted(
    network: LocalX, visitor: Visitor, state: str
) -> None:
    ids = small_talk(network)
    visitor.visit()
    network.states[ids["zeb"]] = state

    visitor.visit(NOW_US + 6 * DAY_US)

    rows = visitor.archive.rows(
        "select text, url, item, is_hidden, removed_us from posts where id = ?", [f"x:{ids['ask']}"]
    )
    assert rows == [("", "", "", True, None)]


@BOTH
def test_an_edit_within_the_hour_is_found_at_the_next_look(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)
    visitor.visit()
    network.edit(ids["mention"], "Is @cllr_ahmed really coming?")

    visitor.visit(NOW_US + 6 * DAY_US)

    assert visitor.kept()[f"x:{ids['mention']}"].text == "Is @someone really coming?"
    assert len(visitor.kept()) == 9


def test_each_message_is_looked_at_again_four_times_in_its_life(network: LocalX, visitor: Visitor) -> None:
    ahmed = network.person("cllr_ahmed")
    network.post(ahmed, "hello", NOW_US - HOUR_US)
    visitor.visit()

    for day in (1, 2, 3, 6, 7, 8, 20, 29, 30, 31, 100, 179, 180, 181, 400):
        visitor.visit(NOW_US + day * DAY_US)

    looks = [path for path, _, _ in network.bodies if path == "/2/tweets"]
    assert len(looks) == 4


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("protected", "The account is protected: only followers see it"),
        ("suspended", "The account is suspended by X"),
        ("gone", "The account was deleted, deactivated or renamed"),
    ],
)
def test_a_member_whose_account_closes_is_told_so_and_their_words_go(
    network: LocalX, visitor: Visitor, state: str, words: str
) -> None:
    ids = small_talk(network)
    visitor.visit()
    network.states[ids["ahmed"]] = state

    with pytest.raises(PlatformTrouble, match=words) as trouble:
        visitor.visit(NOW_US + HOUR_US)
    paid, asked = network.reads, len(network.asked)
    with pytest.raises(PlatformTrouble, match=words):
        visitor.visit(NOW_US + 2 * HOUR_US)

    own = visitor.masks.author("x", ids["ahmed"])
    left = visitor.archive.rows("select text, url, item from posts where author = ?", [own])
    assert set(left) == {("", "", "")}
    assert visitor.archive.rows("select count(*) from posts where removed_us is not null") == [
        (0,)
    ]  # they count
    assert visitor.kept()[f"x:{ids['mention']}"].text  # another's words stay
    assert "\n" not in str(trouble.value)
    assert (network.reads, len(network.asked)) == (paid, asked)  # left alone for a day
    stretch = visitor.archive.stretches()[ACCOUNT.id, Sight.POSTS]
    assert stretch[-1][1] == NOW_US  # unknown since, never silent


def test_an_account_that_opens_again_is_collected_again(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)
    visitor.visit()
    network.states[ids["ahmed"]] = "protected"
    with pytest.raises(PlatformTrouble):
        visitor.visit(NOW_US + HOUR_US)
    del network.states[ids["ahmed"]]
    back = network.post(ids["ahmed"], "I am back", NOW_US + 25 * HOUR_US)

    visitor.visit(NOW_US + 26 * HOUR_US)

    assert visitor.kept()[f"x:{back}"].text == "I am back"


def test_a_renamed_member_is_found_by_the_lasting_id(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)
    first = visitor.visit()
    network.handles[ids["ahmed"]] = "cllr_ahmed_new"

    later = visitor.visit(NOW_US + 8 * DAY_US)

    assert [page.profile for page in first if page.profile] == [
        {"platform_id": ids["ahmed"], "handle": "cllr_ahmed"}
    ]
    assert [page.profile for page in later if page.profile] == [
        {"platform_id": ids["ahmed"], "handle": "cllr_ahmed_new"}
    ]


def test_more_than_x_shows_is_said_and_not_claimed(network: LocalX, visitor: Visitor) -> None:
    small_talk(network)
    network.page = 100
    zeb = "10001"
    for number in range(800):
        network.post(zeb, f"@cllr_ahmed {number}", NOW_US - HOUR_US - number * 60_000_000)

    pages = visitor.visit()

    told = [str(trouble) for page in pages for trouble in page.troubles]
    assert any("More mentions than X shows (800)" in one for one in told)
    found = {(trouble.why, trouble.sights) for page in pages for trouble in page.troubles}
    assert found == {(Unseen.CAP, (Sight.REPLIES, Sight.MENTIONS))}
    seen = visitor.archive.stretches()
    assert seen[ACCOUNT.id, Sight.REPLIES][0][0] > NOW_US - 3 * DAY_US
    assert seen[ACCOUNT.id, Sight.POSTS][0][0] == NOW_US - 90 * DAY_US


@BOTH
def test_a_page_of_replies_that_are_not_called_so_raises_the_alarm(network: LocalX, visitor: Visitor) -> None:
    ahmed = network.person("cllr_ahmed")
    for number in range(3):
        network.post(ahmed, f"@bob {number}", NOW_US - HOUR_US * (number + 1))
    for message in network.messages.values():
        message.extra = {"in_reply_to_user_id": "55"}

    pages = visitor.visit()

    told = [str(trouble) for page in pages for trouble in page.troubles]
    assert any("3 messages look like replies or shares" in one for one in told)
    found = {(trouble.why, trouble.sights) for page in pages for trouble in page.troubles}
    assert found == {(Unseen.DRIFT, (Sight.POSTS,))}
    assert (ACCOUNT.id, Sight.POSTS) not in visitor.archive.stretches()  # unknown, never wrong


@BOTH
def test_half_an_answer_in_new_words_raises_the_alarm_too(network: LocalX, visitor: Visitor) -> None:
    ids = small_talk(network)
    network.page = 100
    for name in ("told", "more"):  # replies lose their names; shares and quotes keep theirs
        network.messages[ids[name]].extra = {f"referenced_{network.words}s": []}

    pages = visitor.visit()

    told = [str(trouble) for page in pages for trouble in page.troubles]
    assert any("2 messages look like replies or shares" in one for one in told)
    assert (ACCOUNT.id, Sight.POSTS) not in visitor.archive.stretches()


LISTS = ("/2/users/10000/tweets", "/2/users/10000/mentions", "/2/tweets/search/recent", "/2/tweets")


@pytest.mark.parametrize("failed", [1, 2, 3])
def test_a_visit_tried_again_at_the_same_moment_reads_no_finished_list_again(
    network: LocalX, visitor: Visitor, failed: int
) -> None:
    small_talk(network)
    visitor.visit(NOW_US - 6 * DAY_US)
    later = NOW_US + HOUR_US
    network.instead[f"{LISTS[failed]}?"] = [said({}, 503)]
    with pytest.raises(PlatformTrouble, match="503"):
        visitor.visit(later)
    asked = len(network.asked)

    visitor.visit(later)
    visitor.visit(later)  # and when all is finished, nothing is

    again = [one.split("?")[0] for one in network.asked[asked:]]
    assert [name for name in LISTS if name in again] == list(LISTS[failed:])
    assert visitor.archive.stretches()[ACCOUNT.id, Sight.POSTS][-1][1] == later
    assert set(network.handed_over.values()) == {1}


@BOTH
def test_nobody_and_no_secret_is_named_in_anything_kept_or_said(
    network: LocalX, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ids = small_talk(network)
    visitor.visit()
    network.instead["mentions"] = [NAMING]
    with pytest.raises(PlatformTrouble) as trouble:
        visitor.visit(NOW_US + HOUR_US)
    network.states[ids["zeb"]] = "suspended"
    network.remove(ids["aside"])
    visitor.visit(NOW_US + 6 * DAY_US)

    tables = ("posts", "profiles", "labels", "coverage", "cursors", "visits", "reasons")
    kept = repr([visitor.archive.rows(f"select * from {table}") for table in tables])
    for secret in (RESIDENT, TOKEN):
        assert secret not in kept
        assert secret not in caplog.text
        assert secret not in str(trouble.value) + repr(trouble.value.__cause__)
