"""What is dropped, masked and read from strangers' words before they are kept."""

import time

import pytest

from connectors.tidy import mask_handles, sites_in, tidy_text


class Register:
    """The council's own handles; everybody else is someone."""

    def author(self, platform: str, name: str, handle: str = "") -> str:
        return f"key of {platform} {name}"

    def source(self, handle: str) -> str:
        return f"key of {handle}"

    def is_known(self, platform: str, handle: str) -> bool:
        return (platform, handle) in {("bluesky", "cllr-ahmed.test"), ("x", "anytown")}


def test_marks_that_reorder_or_hide_text_are_dropped() -> None:
    told = tidy_text("bin\x00s \u202eyadnoM\u202c \u2066on\u2069 \x9b5m\tTuesday\r\nor not\x07")

    assert told == "bins yadnoM on 5m\tTuesday\nor not"


def test_half_a_character_is_dropped_because_no_database_takes_it() -> None:
    tidy_text("bins \ud83d").encode()


def test_a_text_longer_than_any_platform_allows_is_cut() -> None:
    assert len(tidy_text("a" * 10_001)) == 10_000


def test_emoji_and_welsh_stay_as_they_were_written() -> None:
    assert tidy_text("Bore da ŵ 👩‍👩‍👧") == "Bore da ŵ 👩‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("@jo.bsky.social: hello", "@someone: hello"),
        ("thanks @Cllr-Ahmed.test.", "thanks @Cllr-Ahmed.test."),
        (".@jo_1 and @mo@mas.to, again", ".@someone and @someone, again"),
        ("＠jo is full width", "@someone is full width"),
        ("write to jo@anytown.gov.uk", "write to anon@anytown.gov.uk"),
        ("https://mas.to/@jo/1", "https://mas.to/…"),
        ("meet @ noon, @... or @", "meet @ noon, @... or @"),
    ],
)
def test_other_peoples_handles_are_masked(text: str, kept: str) -> None:
    assert mask_handles(text, "bluesky", Register()) == kept


def test_a_handle_is_known_only_on_its_own_platform() -> None:
    assert mask_handles("@anytown", "x", Register()) == "@anytown"
    assert mask_handles("@anytown", "bluesky", Register()) == "@someone"


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("see https://www.Anytown.gov.uk:8443/bins?x=1 (or www.bbc.co.uk).", ("anytown.gov.uk", "bbc.co.uk")),
        ("https://a.org/1 http://b.org https://www.a.org/2", ("a.org", "b.org")),
        ("https://gov.uk@evil.org/", ("evil.org",)),
        ("(HTTP://A.ORG.)", ("a.org",)),
        ("https://a.org/?to=https://b.org https://a.org/www.c.org", ("a.org",)),
        ("https://a.org,https://b.org;www.c.org", ("a.org", "b.org", "c.org")),
        ("awww.cute anytown.gov.uk ftp://x.org www. http://", ()),
    ],
)
def test_sites_are_the_hosts_of_links_in_order(text: str, sites: tuple[str, ...]) -> None:
    assert sites_in(text) == sites


@pytest.mark.parametrize(
    "part",
    [
        "x.com/",
        "x.com/a/status/",
        "http://a,",
        "@",
        "@a.",
        "@a@",
        "http://",
        "http://a",
        "www.",
        "https://a@",
        "\u202e",
        "@@a--",
    ],
)
def test_no_text_takes_long(part: str) -> None:
    text = part * (400_000 // len(part))

    begun = time.process_time()
    mask_handles(text, "bluesky", Register())
    sites_in(text)
    tidy_text(text)

    assert time.process_time() - begun < 2  # a pattern that backtracks takes minutes
