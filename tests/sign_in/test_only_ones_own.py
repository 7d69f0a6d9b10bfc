"""A member gets nothing of another member, by whatever road: a test for each, against a server that is really there."""

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from people import roles
from people.roles import Role
from tests.browser import seen
from tests.browser.raw import Told, ask, cookies_of
from tests.sign_in.dashboard import ANWEN, DAFYDD, NOW_US, Served, drawn, heading, signs_in

pytestmark = [pytest.mark.sign_in, pytest.mark.timeout(300)]

THEIRS = f"m={DAFYDD}&k=still-waiting&w=90+days"
ROADS = [
    ("scorecard", f"m={DAFYDD}"),
    ("scorecard", f"m={DAFYDD}&w=2026-10"),
    ("scorecard", f"as=comms&m={DAFYDD}"),
    ("scorecard", f"as=member:{DAFYDD}"),
    ("scorecard", f"as=member&m={DAFYDD}"),
    ("scorecard", f"m={ANWEN}&m={DAFYDD}"),
    ("scorecard", f"as=member:{DAFYDD}&as=comms&m={DAFYDD}"),
    ("evidence", THEIRS),
    ("evidence", f"as=member:{DAFYDD}&{THEIRS}"),
    ("evidence", f"{THEIRS}&p=at%3A%2F%2F{DAFYDD}%2Fask%2F12"),
    ("evidence", f"m={DAFYDD}&k=longest-silence"),
    ("waiting", f"m={DAFYDD}"),
    ("waiting", "as=comms"),
    ("week", ""),
    ("week", "as=comms"),
    ("month", "as=leadership"),
    ("home", "as=comms"),
    ("", f"as=comms&m={DAFYDD}"),
]


@pytest.fixture
def anwen(two_way: Served, window: BrowserContext) -> dict[str, str]:
    """The cookies of a member who signed in."""
    two_way.signs_in(window, "anwen")
    return cookies_of(window, two_way.address)


@pytest.fixture
def olu(two_way: Served, other_window: BrowserContext) -> dict[str, str]:
    """The cookies of an officer who signed in."""
    two_way.signs_in(other_window, "olu")
    return cookies_of(other_window, two_way.address)


@pytest.fixture
def third_window(browser: Browser) -> Iterator[BrowserContext]:
    window = seen.context(browser)
    yield window
    window.close()


def holds_nothing_of_dafydd(told: Told) -> bool:
    return "Cule" not in told.text and "Abbey" not in told.text


def test_no_address_and_nothing_behind_it_shows_another_member(
    two_way: Served, anwen: dict[str, str]
) -> None:
    for page, query in ROADS:
        assert holds_nothing_of_dafydd(ask(two_way.address, anwen, page, query)), (page, query)
    assert "Bowen" in ask(two_way.address, anwen, "scorecard").text


def test_no_state_of_a_widget_shows_another_member(
    two_way: Served, anwen: dict[str, str], olu: dict[str, str]
) -> None:
    """Every widget that an officer has, set to another member by somebody who has no such widget."""
    theirs = set()
    for page, query in (
        ("scorecard", f"m={ANWEN}"),
        ("week", ""),
        ("evidence", f"m={ANWEN}&k=still-waiting"),
    ):
        theirs |= ask(two_way.address, olu, page, query).widgets
    assert any("member of scorecard" in one for one in theirs)

    for value in (DAFYDD, "Cllr Dafydd Cule, Abbey", f"member:{DAFYDD}", "comms"):
        for page in ("scorecard", "week", "evidence"):
            told = ask(two_way.address, anwen, page, "", widgets=[(one, value) for one in sorted(theirs)])
            assert holds_nothing_of_dafydd(told), (page, value)


def test_what_an_officer_just_looked_at_is_no_cached_object_for_a_member(
    two_way: Served, anwen: dict[str, str], olu: dict[str, str]
) -> None:
    for page, query in (("scorecard", f"m={DAFYDD}"), ("evidence", THEIRS)):
        assert "Cule" in ask(two_way.address, olu, page, query).text
        assert holds_nothing_of_dafydd(ask(two_way.address, anwen, page, query))


def test_what_is_for_a_members_own_eyes_is_not_cached_for_an_officer(
    two_way: Served, anwen: dict[str, str], olu: dict[str, str]
) -> None:
    own = ask(two_way.address, anwen, "scorecard", f"m={ANWEN}").text
    officers = ask(two_way.address, olu, "scorecard", f"m={ANWEN}").text

    assert "Who else looked at your scorecard" in own
    assert "Who else looked" not in officers


def test_another_persons_session_cant_be_gone_on_with(
    two_way: Served, anwen: dict[str, str], third_window: BrowserContext
) -> None:
    two_way.signs_in(third_window, "dafydd")
    theirs = ask(two_way.address, cookies_of(third_window, two_way.address), "scorecard")
    assert "Cule" in theirs.text

    told = ask(two_way.address, anwen, "scorecard", session=theirs.session)

    assert told.session != theirs.session
    assert holds_nothing_of_dafydd(told)


def test_without_a_sign_in_no_session_can_be_gone_on_with(two_way: Served, anwen: dict[str, str]) -> None:
    theirs = ask(two_way.address, anwen, "scorecard")
    nobody = {name: value for name, value in anwen.items() if not name.startswith("_streamlit_user")}

    told = ask(two_way.address, nobody, "scorecard", session=theirs.session)

    assert "Bowen" not in told.text


# Files


def downloaded(page: Page) -> str:
    """Press the button. Return the address of the file."""
    found: list[str] = []
    page.on("request", lambda asked: found.append(asked.url) if "/media/" in asked.url else None)
    with page.expect_download():
        page.get_by_role("button", name="Download as CSV").click()
    return found[-1]


def status(address: str, cookies: dict[str, str]) -> int:
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=header), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_a_file_is_for_whoever_asked_for_it_in_their_own_browser(
    two_way: Served, anwen: dict[str, str], third_window: BrowserContext
) -> None:
    page = two_way.signs_in(third_window, "dafydd", "/evidence?k=still-waiting&w=90+days")
    file = downloaded(page)
    dafydds = cookies_of(third_window, two_way.address)

    assert status(file, dafydds) == 200
    assert status(file, anwen) == 404
    assert status(file, {}) == 404
    assert status(file, {**anwen, "two_way_browser": dafydds["two_way_browser"]}) == 404
    assert status(file, {"two_way_browser": dafydds["two_way_browser"]}) == 404
    without_name = {name: value for name, value in dafydds.items() if name != "two_way_browser"}
    assert status(file, without_name) == 404


def test_whoever_loses_a_role_loses_the_files_they_asked_for_in_it(
    two_way: Served, third_window: BrowserContext
) -> None:
    desk = two_way.desk
    roles.add(desk, "nobody@anytown.example", Role.COMMS, now_us=NOW_US, by="test")
    page = two_way.signs_in(third_window, "nobody", f"/evidence?{THEIRS}")
    file = downloaded(page)
    theirs = cookies_of(third_window, two_way.address)
    before = status(file, theirs)

    roles.add(desk, "nobody@anytown.example", Role.LEADERSHIP, now_us=NOW_US, by="test")
    roles.remove(desk, "nobody@anytown.example", Role.COMMS, now_us=NOW_US, by="test")
    after = status(file, theirs)
    roles.remove(desk, "nobody@anytown.example", now_us=NOW_US, by="test")
    desk.close()

    assert (before, after) == (200, 404)


def test_whoever_loses_one_role_of_two_gets_no_file_that_is_made_in_it_after(
    two_way: Served, third_window: BrowserContext
) -> None:
    """The page is open and drawn in the role; the role goes; then, without another click, the file is asked for."""
    desk = two_way.desk
    for role in (Role.COMMS, Role.LEADERSHIP):
        roles.add(desk, "nobody@anytown.example", role, now_us=NOW_US, by="test")
    page = two_way.signs_in(third_window, "nobody", f"/evidence?{THEIRS}")
    roles.remove(desk, "nobody@anytown.example", Role.COMMS, now_us=NOW_US, by="test")

    answers: list[int] = []
    page.on("response", lambda told: answers.append(told.status) if "/media/" in told.url else None)
    page.get_by_role("button", name="Download as CSV").click()
    page.wait_for_timeout(3_000)
    roles.remove(desk, "nobody@anytown.example", now_us=NOW_US, by="test")
    desk.close()

    assert 200 not in answers


# The same browser


def test_a_second_tab_is_the_same_person(two_way: Served, window: BrowserContext) -> None:
    two_way.signs_in(window, "anwen")

    second = two_way.asks(window, f"/evidence?{THEIRS}")

    assert heading(second) == "Not for this view"
    assert "Cule" not in second.locator("body").inner_text()


def test_a_second_person_in_the_same_browser_finds_nothing_of_the_first(
    two_way: Served, window: BrowserContext
) -> None:
    left_open = two_way.signs_in(window, "dafydd", "/evidence?k=still-waiting&w=90+days")
    file = downloaded(left_open)
    other = two_way.asks(window, "/about")
    other.get_by_role("button", name="Sign out").click()
    other.get_by_role("heading", name="Sign in to Two-Way").wait_for()

    signs_in(other, "anwen")
    left_open.reload()
    drawn(left_open)

    assert "Cule" not in left_open.locator("body").inner_text()
    assert status(file, cookies_of(window, two_way.address)) == 404
    left_open.go_back()
    left_open.wait_for_timeout(500)
    assert "Cule" not in left_open.locator("body").inner_text()
