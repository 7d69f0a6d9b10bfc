"""To whom a message is that answers nothing, and what one does that the member answered or shared (definition 91)."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connectors.heard import Heard
from facts import DAY_US, HOUR_US, Kind, Page, Post, Seen, Sight
from pipelines.import_.covers import moment
from pipelines.keep.folder import Folder
from pipelines.measure.label import label_page
from store.archive import Archive
from store.erasing import erase
from tests.commands.test_command_line import member
from tests.small_council import Council, write_register

pytestmark = pytest.mark.commands

AS_OF = "2026-11-01T00:00:00Z"
ASK = "When will the bins be collected on Elm Road?"
ANN, BOB, JO = "ann@social.example", "bob@social.example", "jo@far.example"


class Platform:
    """What a platform handed over of two members' accounts, as an archive holds it."""

    def __init__(self, path: Path) -> None:
        self.council = Council(path / "data")
        rows = [
            {**member(name), "platform": "mastodon", "handle": f"{name}@social.example"}
            for name in ("ann", "bob")
        ]
        self.council.must("register", str(write_register(path / "register.csv", rows)))
        self.folder = Folder(self.council.path)
        self.start_us = moment("2026-10-01T09:00:00Z", self.folder.settings.zone)
        self.see(Sight.POSTS, Sight.REPLIES)

    def see(self, *sights: Sight, from_us: int = 0, to_us: int = 0) -> None:
        seen = [
            Seen(account=f"mastodon:{name}", sight=sight, from_us=from_us or self.start_us - 80 * DAY_US,
                 to_us=to_us or self.start_us + 60 * DAY_US)
            for sight in sights
            for name in (ANN, BOB)
        ]  # fmt: skip
        self.keep(Page(account=f"mastodon:{ANN}", seen=seen))

    def hand_over(
        self, id_: str, by: str, hours: float, text: str = ASK, *, of: str = ANN, **more: Any
    ) -> Post:
        """Keep a message that came with the account `of`."""
        post = Post(
            id=id_, platform="mastodon", account=f"mastodon:{of}", author=self._keyed(by),
            kind=Kind.REPLY if more.get("answers") else Kind.POST, posted_us=self.start_us + int(hours * HOUR_US),
            text=text, item="{}",
        )  # fmt: skip
        post = replace(post, **more)
        self.keep(Page(account=post.account, posts=[post]))
        return post

    def keep(self, page: Page) -> None:
        owner = self._keyed(page.account.partition(":")[2])
        with self.folder.archive() as archive:
            page, labels = label_page(page, self.folder.register())
            archive.keep(page, labels, owner=owner, now_us=self.start_us + 30 * DAY_US)

    def _keyed(self, name: str) -> str:
        return self.folder.pseudonyms().author("mastodon", name)

    def figure(self, measure: str, who: str = "ann") -> dict[str, Any]:
        self.council.must("measure", "--as-of", AS_OF)
        [found] = [one for one in self.council.json("show", who)["results"] if one["measure"] == measure]
        return found


@pytest.fixture
def platform(tmp_path: Path) -> Platform:
    return Platform(tmp_path)


def reply_seven_times(platform: Platform, to: str, by: str = ANN) -> None:
    for number in range(7):
        text = f"The {('first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh')[number]} reason."
        platform.hand_over(f"r{number}", by, 1 + number, text, of=by, answers=to)


# What the member answered


def test_a_seventh_reply_under_a_residents_own_post_earns_nothing(platform: Platform) -> None:
    platform.hand_over("theirs", JO, 0, heard=Heard.ALONG)
    reply_seven_times(platform, "theirs")

    found = platform.figure("conversation-share")

    assert (found["met"], found["n"]) == (6, 6)


def test_what_is_known_only_because_it_was_answered_is_nobodys_ask(platform: Platform) -> None:
    platform.hand_over("theirs", JO, 0, heard=Heard.ALONG)
    platform.council.must("mark", "is-an-ask", "--post", "theirs", "--by", "Ann")

    assert platform.figure("still-waiting")["n"] == 0


def test_nor_is_what_answers_a_message_of_the_members(platform: Platform) -> None:
    platform.hand_over("own", ANN, 0, "News.")
    platform.hand_over("below", JO, 1, answers="own", heard=Heard.ALONG)

    assert platform.figure("still-waiting")["n"] == 0


def test_it_is_a_turn_so_that_a_reply_within_a_day_goes_on_and_a_later_one_begins_anew(
    platform: Platform,
) -> None:
    platform.hand_over("theirs", JO, 0, heard=Heard.ALONG)
    platform.hand_over("answer", ANN, 23, "It will be Monday.", answers="theirs")
    platform.hand_over("again", JO, 23 + 25, answers="answer")  # said to the member: an episode of its own

    assert platform.figure("still-waiting")["n"] == 1


def test_who_is_answered_below_somebody_elses_words_is_known(platform: Platform) -> None:
    """By 23 a reply to something not in the archive is in no episode: here seven replies are two people's."""
    platform.hand_over("theirs", JO, 0, heard=Heard.ALONG)
    platform.hand_over("more", "kim@far.example", 0, answers="theirs", heard=Heard.ALONG)
    reply_seven_times(platform, "theirs")
    platform.hand_over("other", ANN, 9, "And to you.", answers="more")

    assert platform.figure("conversation-share")["met"] == 6 + 1


def test_what_a_fellow_member_heard_stays_theirs(platform: Platform) -> None:
    platform.hand_over("quote", JO, 0, of=BOB, kind=Kind.QUOTE, text=ASK)
    platform.hand_over("quote", JO, 0, of=ANN, kind=Kind.QUOTE, text="", heard=Heard.ALONG)

    assert platform.figure("still-waiting", "bob")["n"] == 1
    assert platform.figure("still-waiting", "ann")["n"] == 0


def test_what_came_along_first_and_was_said_to_a_fellow_member_is_theirs(platform: Platform) -> None:
    platform.hand_over("quote", JO, 0, of=ANN, kind=Kind.QUOTE, text="", heard=Heard.ALONG)
    platform.hand_over("quote", JO, 0, of=BOB, kind=Kind.QUOTE, text=ASK)

    assert platform.figure("still-waiting", "bob")["n"] == 1
    assert platform.figure("still-waiting", "ann")["n"] == 0


def test_a_fellow_members_post_that_came_along_is_their_own_act_once_they_are_collected(
    platform: Platform,
) -> None:
    platform.hand_over("bobs", BOB, 0, "News.", of=ANN, heard=Heard.ALONG)
    platform.hand_over("bobs", BOB, 0, "News.", of=BOB)

    assert platform.figure("conversation-share", "bob")["n"] == 1


# Answers nothing


@pytest.mark.parametrize(
    ("seen", "asks"),
    [((0, 0), 1), ((-20, -1), 0), ((1, 20), 0), ((-20, 0), 1), ((0, 20), 1), (None, 0)],
    ids=["all", "before", "after", "to that instant", "from that instant", "never"],
)
def test_a_mention_is_to_the_member_only_where_mentions_were_seen(
    platform: Platform, seen: tuple[int, int] | None, asks: int
) -> None:
    platform.hand_over("mention", JO, 0, heard=Heard.NAMED)
    if seen == (0, 0):
        platform.see(Sight.MENTIONS)
    elif seen:
        days = [platform.start_us + day * DAY_US for day in seen]
        platform.see(Sight.MENTIONS, from_us=days[0], to_us=days[1])

    assert platform.figure("still-waiting")["n"] == asks


def test_a_mention_where_mentions_were_not_seen_is_a_turn_once_it_is_answered(platform: Platform) -> None:
    platform.hand_over("mention", JO, 0, heard=Heard.NAMED)
    reply_seven_times(platform, "mention")

    assert platform.figure("conversation-share")["met"] == 6
    assert platform.figure("answered-within-a-day")["n"] == 0


def test_a_quote_of_the_member_is_to_them_wherever_it_was_seen(platform: Platform) -> None:
    platform.hand_over("quote", JO, 0, kind=Kind.QUOTE)

    assert platform.figure("still-waiting")["n"] == 1


# A clock ahead


def test_an_ask_from_a_clock_ahead_exists_from_when_it_was_there_and_is_backdated(platform: Platform) -> None:
    platform.hand_over("own", ANN, 0, "News.")
    platform.hand_over("ahead", JO, 1, answers="own", is_ahead=True)
    platform.hand_over("other", "kim@far.example", 1, answers="own")

    found = platform.figure("answered-within-a-day")

    assert (found["n"], found["counts"]["asks"], found["counts"]["backdated"]) == (1, 2, 1)
    assert platform.figure("still-waiting")["n"] == 2


# How it is kept


def test_the_nearest_way_a_message_was_heard_stays(platform: Platform) -> None:
    ways = []
    for heard in (Heard.ALONG, Heard.NAMED, Heard.ALONG, Heard.AS_KEPT, Heard.ADDRESSED, Heard.NAMED):
        platform.hand_over("theirs", JO, 0, f"{ASK} {len(ways)}", heard=heard)
        with platform.folder.archive() as archive:
            ways.append(archive.known(["theirs"])["theirs"].heard)

    assert ways == ["along", "named", "named", "named", "addressed", "addressed"]


def test_what_is_looked_at_again_keeps_its_way_and_takes_new_words(platform: Platform) -> None:
    platform.hand_over("theirs", JO, 0, heard=Heard.ALONG)
    platform.hand_over("theirs", JO, 0, "Other words.", heard=Heard.AS_KEPT)

    with platform.folder.archive() as archive:
        kept = archive.known(["theirs"])["theirs"]
    assert (kept.heard, kept.text) == ("along", "Other words.")


def test_what_came_along_takes_no_words_from_what_was_said_to_the_member(platform: Platform) -> None:
    platform.hand_over("theirs", JO, 0)
    platform.hand_over("theirs", JO, 0, "", heard=Heard.ALONG)

    with platform.folder.archive() as archive:
        assert archive.known(["theirs"])["theirs"].text == ASK


def test_what_came_along_is_erased_with_the_account_and_with_its_author(platform: Platform) -> None:
    platform.hand_over("one", JO, 0, heard=Heard.ALONG)
    platform.hand_over("two", BOB, 0, heard=Heard.ALONG)
    author = platform._keyed(BOB)

    with platform.folder.archive() as archive:
        erase(archive, [], [author], platform.start_us)
        assert archive.kept(["one", "two"]) == {"one"}
        erase(archive, [f"mastodon:{ANN}"], [], platform.start_us)
        assert archive.kept(["one", "two"]) == set()


def test_words_of_a_member_without_consent_that_came_along_are_not_kept(platform: Platform) -> None:
    platform.council.must("withdraw", "--account", f"mastodon:{BOB}")
    platform.hand_over("bobs", BOB, 0, "Grimsditch says hello.", heard=Heard.ALONG)

    assert platform.council.bytes_of("Grimsditch") == {}
    with platform.folder.archive() as archive:
        assert archive.kept(["bobs"]) == {"bobs"}


def test_words_of_whoever_hides_that_came_along_are_not_kept(platform: Platform) -> None:
    platform.hand_over("theirs", JO, 0, "Grimsditch says hello.", heard=Heard.ALONG, is_hidden=True)
    reply_seven_times(platform, "theirs")

    assert platform.council.bytes_of("Grimsditch") == {}
    assert platform.figure("conversation-share")["met"] == 6


def test_an_archive_from_before_knows_who_was_named_and_whose_clock_ran_ahead(tmp_path: Path) -> None:
    path = tmp_path / "archive.duckdb"
    second = 1_000_000
    rows = {
        "mastodon:h/1": ("mastodon", "post", None, "{}", 5 * second, None),
        "mastodon:h/2": ("mastodon", "reply", "x", "{}", 5 * second, None),
        "facebook:1_2": ("facebook", "post", None, "{}", 5 * second, None),
        "facebook:3": ("facebook", "post", None, "{}", 5 * second, None),
        "file": ("x", "post", None, "", 9_000 * second, None),
        "x:1": ("x", "quote", None, "{}", 9_000 * second, 7 * second),
        "at://1": ("bluesky", "quote", None, "{}", 9_000 * second, None),
    }
    with Archive(path) as archive:
        for id_, (platform, kind, answers, item, posted_us, written_us) in rows.items():
            archive.db.execute(
                "insert into posts (id, platform, account, author, kind, posted_us, text, url, answers, sites, format,"
                " language, written_us, is_hidden, item, first_seen_us)"
                " values (?, ?, 'a', 'b', ?, ?, '', '', ?, '', 'text', '', ?, false, ?, ?)",
                [id_, platform, kind, posted_us, answers, written_us, item, 8 * second],
            )
        archive.db.execute("alter table posts drop column heard")
        archive.db.execute("alter table posts drop column is_ahead")

    with Archive(path) as archive:
        held = {row[0]: row[1:] for row in archive.rows("select id, heard, is_ahead, posted_us from posts")}

    assert {id_ for id_, (heard, *_) in held.items() if heard == "named"} == {"mastodon:h/1", "facebook:3"}
    assert {id_: us for id_, (_, is_ahead, us) in held.items() if is_ahead} == {
        "x:1": 7 * second,
        "at://1": 8 * second,
    }
    assert held["file"] == ("addressed", False, 9_000 * second)
