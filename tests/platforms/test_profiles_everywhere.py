"""What accounts say of themselves, on every platform that shows it: read on a visit, each text kept once, erased."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors import all_platforms
from facts import DAY_US, Sight
from pipelines.keep.folder import Folder
from store.profiles import Profile, as_read_by, profiles
from tests.platforms.local_platform import Answer
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import AUTHORITIES, Ground, settled
from tests.platforms.stands.stand import AHMED, NOW_US, TOM
from tests.small_council import Council

pytestmark = pytest.mark.platforms

WEEK_US = 8 * DAY_US  # X is asked who somebody is once a week
FIRST, SECOND = "Cllr for Quillfeather ward.", "Retired from Grimsditch."
SHOWING = [name for name, stand in STANDS.items() if stand.shows_profile]


@pytest.fixture(params=SHOWING)
def ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ground]:
    with settled(STANDS[request.param], tmp_path / "data") as ground:
        yield ground


def texts(ground: Ground, account: str = "") -> list[Profile]:
    with Folder(ground.path).archive() as archive:
        return profiles(archive).get(account or ground.account, [])


def told(ground: Ground) -> list[tuple[str, int, int]]:
    return [(one.text, one.read_us, one.last_read_us) for one in texts(ground)]


def test_each_text_is_kept_once_with_when_it_was_read(ground: Ground) -> None:
    ground.stand.say_of_oneself(FIRST)
    ground.run(NOW_US)
    ground.run(NOW_US + WEEK_US)
    ground.stand.say_of_oneself(SECOND)
    ground.run(NOW_US + 2 * WEEK_US)
    ground.stand.say_of_oneself(FIRST)
    ground.run(NOW_US + 3 * WEEK_US)

    assert told(ground) == [
        (FIRST, NOW_US, NOW_US + WEEK_US),
        (SECOND, NOW_US + 2 * WEEK_US, NOW_US + 2 * WEEK_US),
        (FIRST, NOW_US + 3 * WEEK_US, NOW_US + 3 * WEEK_US),
    ]
    kept = texts(ground)
    assert as_read_by(kept, NOW_US - 1) is None
    assert [as_read_by(kept, NOW_US + weeks * WEEK_US) for weeks in (0, 1.5, 2, 2.9, 9)] == [
        *kept[:1] * 2,
        *kept[1:2] * 2,
        kept[2],
    ]


def test_a_profile_that_says_nothing_was_read_all_the_same(ground: Ground) -> None:
    ground.run(NOW_US)

    assert told(ground) == [("", NOW_US, NOW_US)]


def test_only_the_account_that_is_asked_about_has_the_text(ground: Ground) -> None:
    ground.stand.say_of_oneself(FIRST)

    ground.run(NOW_US)

    assert [one.text for one in texts(ground, ground.other)] == [""]
    assert texts(ground, ground.far) == []  # a blog shows none


def test_reading_it_takes_no_call_more(ground: Ground) -> None:
    calls = [ground.run(NOW_US).calls]
    ground.stand.say_of_oneself(FIRST)

    other = ground.copy(ground.path.parent / "again", ground.patch)
    with Folder(other.path).archive() as archive:
        archive.db.execute("delete from profiles")
    calls += [ground.run(NOW_US + WEEK_US).calls, other.run(NOW_US + WEEK_US).calls]

    assert calls[1] == calls[2]


def test_the_members_own_words_stay_and_other_people_are_masked(ground: Ground) -> None:
    ground.stand.say_of_oneself(
        f"Ring 01248 712345 or write to jo.bloggs@anytown.gov.uk. With @{TOM}, see https://x.example/{TOM}"
    )

    ground.run(NOW_US)

    [kept] = texts(ground)
    assert "Ring 01248 712345 or write to jo.bloggs@anytown.gov.uk." in kept.text
    assert "@someone" in kept.text
    assert TOM not in kept.text


def test_hostile_words_are_cleaned_and_stop_nothing(ground: Ground) -> None:
    ground.stand.say_of_oneself("Cllr\x00\u202e \u2066" + "a" * 30_000)

    held = ground.run(NOW_US)

    [kept] = texts(ground)
    assert kept.text.startswith("Cllr a")
    assert len(kept.text) <= 10_000
    assert held.troubles == []


def test_an_account_that_closes_takes_its_profile_along(ground: Ground) -> None:
    ground.stand.say_of_oneself(FIRST)
    ground.run(NOW_US)

    ground.stand.close()
    ground.run(NOW_US + WEEK_US)

    if (
        ground.stand.platform == "facebook"
    ):  # a Page that isn't published may be so again: nothing of it is taken away
        assert [one.text for one in texts(ground)] == [FIRST]
        return
    assert texts(ground) == []
    ground.clock(NOW_US + WEEK_US + DAY_US)
    council = Council(ground.path)
    assert council.run("collect").exit_code in (0, 4)
    assert council.bytes_of("Quillfeather") == {}


@pytest.mark.parametrize("order", ["withdraw", "erase"])
def test_after_an_erasure_no_byte_of_it_is_left(ground: Ground, order: str) -> None:
    ground.patch.setattr("httpx._transports.default.create_ssl_context", lambda **_: AUTHORITIES)
    ground.stand.say_of_oneself(FIRST)
    ground.run(NOW_US)
    ground.stand.say_of_oneself(SECOND)
    ground.run(NOW_US + WEEK_US)
    council = Council(ground.path)
    assert "archive.duckdb" in council.bytes_of("Quillfeather", "Grimsditch")

    done = council.run(order, "--account", ground.account)

    assert done.exit_code in (0, 4), done.output
    assert council.bytes_of("Quillfeather", "Grimsditch") == {}
    assert [account for account, *_ in council.archive()["main.profiles"]] == [ground.other]


def test_a_platform_says_that_it_shows_profiles_if_it_does() -> None:
    shows = {one.id for one in all_platforms() if Sight.PROFILE in one.sees}

    assert shows == set(SHOWING)


# What is odd on one platform


def of_one(name: str, tmp_path: Path) -> Iterator[Ground]:
    with settled(STANDS[name], tmp_path / "data") as ground:
        yield ground


@pytest.fixture
def on_x(tmp_path: Path) -> Iterator[Ground]:
    yield from of_one("x", tmp_path)


@pytest.fixture
def on_bluesky(tmp_path: Path) -> Iterator[Ground]:
    yield from of_one("bluesky", tmp_path)


@pytest.fixture
def on_mastodon(tmp_path: Path) -> Iterator[Ground]:
    yield from of_one("mastodon", tmp_path)


@pytest.fixture
def on_facebook(tmp_path: Path) -> Iterator[Ground]:
    yield from of_one("facebook", tmp_path)


def test_what_xs_api_says_may_be_read_and_not_shown(on_x: Ground) -> None:
    on_x.stand.say_of_oneself(FIRST)

    on_x.run(NOW_US)

    assert [one.is_link_only for one in texts(on_x)] == [True]


def test_on_x_the_website_is_part_of_it_and_short_links_are_written_out(on_x: Ground) -> None:
    network = on_x.stand.network
    on_x.stand.say_of_oneself("Cllr. Surgery: https://t.co/abcDEF1234")
    network.sites[on_x.stand.ids[AHMED]] = "https://www.anytown.gov.uk/surgery"

    on_x.run(NOW_US)

    site = "https://www.anytown.gov.uk/surgery"
    assert [one.text for one in texts(on_x)] == [f"Cllr. Surgery: {site}\n{site}"]


def test_who_hides_from_logged_out_readers_on_bluesky_has_no_profile_here(on_bluesky: Ground) -> None:
    on_bluesky.stand.say_of_oneself(FIRST)
    on_bluesky.run(NOW_US)
    assert len(texts(on_bluesky)) == 1

    on_bluesky.stand.network.hidden.add(on_bluesky.stand.ids[AHMED])
    on_bluesky.run(NOW_US + WEEK_US)

    assert texts(on_bluesky) == []


@pytest.mark.parametrize("odd", [7, None, ["a"], {"x": 1}])
def test_an_odd_profile_on_bluesky_is_not_read_and_breaks_nothing(on_bluesky: Ground, odd: object) -> None:
    def bend(asked: str, answer: Answer) -> Answer:
        if "getProfile" not in asked:
            return answer
        return Answer(json.dumps({**json.loads(answer.body), "description": odd}).encode())

    on_bluesky.stand.bend = bend
    on_bluesky.stand.post(AHMED, "News.", NOW_US - DAY_US)

    held = on_bluesky.run(NOW_US)

    assert (texts(on_bluesky), "News." in held.texts(), held.troubles) == ([], True, [])


def test_on_mastodon_the_rows_below_the_note_are_lines_of_it(on_mastodon: Ground) -> None:
    stand = on_mastodon.stand
    site = '<a href="https://www.anytown.gov.uk/jo" rel="me"><span>https://</span>www.anytown.gov.uk/jo</a>'
    stand.network.people[stand.ids[AHMED]] |= {
        "note": '<p>Cllr &amp; mum.</p><p>With <a href="https://far.example/@tom" class="u-url mention">@tom</a></p>',
        "fields": [
            {"name": "Site", "value": site},
            {"name": "Hours", "value": "Mon-Fri"},
            {"name": 7},
            "odd",
        ],
    }

    on_mastodon.run(NOW_US)

    [kept] = texts(on_mastodon)
    lines = ["Cllr & mum.", "", "With @someone", "Site: https://www.anytown.gov.uk/jo", "Hours: Mon-Fri"]
    assert kept.text.split("\n") == lines


def test_on_facebook_words_contact_and_hours_are_lines_of_it(on_facebook: Ground) -> None:
    stand = on_facebook.stand
    stand.network.pages[stand.ids[AHMED]] |= {
        "about": "Cllr for Castle.",
        "description": "Your councillor.",
        "emails": ["jo@anytown.gov.uk", 7],
        "phone": "01248 712345",
        "website": "https://www.anytown.gov.uk/jo",
        "hours": {"mon_1_open": "09:00", "mon_1_close": "17:00", "tue_1_open": "10:00", "sun_1_close": 3},
    }

    on_facebook.run(NOW_US)

    [kept] = texts(on_facebook)
    assert kept.text.split("\n") == [
        "Cllr for Castle.",
        "Your councillor.",
        "jo@anytown.gov.uk",
        "01248 712345",
        "https://www.anytown.gov.uk/jo",
        "Monday 09:00-17:00",
    ]


def test_a_page_whose_profile_facebook_keeps_back_is_collected_without_it(on_facebook: Ground) -> None:
    refused = {"error": {"message": "(#10) requires pages_read_engagement", "code": 10}}
    on_facebook.stand.fault = lambda asked: (
        Answer(json.dumps(refused).encode(), 403, {"Content-Type": "application/json"})
        if "/me?" in asked and "description" in asked
        else None
    )
    on_facebook.stand.post(AHMED, "News.", NOW_US - DAY_US)

    held = on_facebook.run(NOW_US)

    assert (texts(on_facebook), "News." in held.texts(), held.troubles) == ([], True, [])
