"""Signing in, in Chromium with a real provider: the way in and out, who isn't let in, what is written down."""

import re
import time

import pytest
from playwright.sync_api import BrowserContext

from people import roles
from people.roles import Role
from tests.browser import seen
from tests.browser.test_seen import AXE, RULES
from tests.sign_in.conftest import free_port
from tests.sign_in.dashboard import (
    ANWEN,
    ASK,
    DAFYDD,
    NOW_US,
    USERS,
    Served,
    drawn,
    heading,
    served,
    signs_in,
)
from tests.sign_in.provider import running

pytestmark = [pytest.mark.sign_in, pytest.mark.timeout(300)]


def test_signing_in_takes_under_five_seconds_and_leads_to_the_page_that_was_wanted(
    two_way: Served, window: BrowserContext
) -> None:
    way = f"/evidence?m={ANWEN}&k=still-waiting&w=90+days"
    page = two_way.asks(window, way)
    assert heading(page) == "Sign in to Two-Way"

    begun = time.monotonic()
    signs_in(page, "olu")
    took_s = time.monotonic() - begun

    assert page.url == two_way.address + way
    assert heading(page) == "Questions without an answer"
    assert took_s < 5


def test_two_tabs_that_wait_to_sign_in_each_find_their_own_page(
    two_way: Served, window: BrowserContext
) -> None:
    first, second = two_way.asks(window, "/month?w=2026-10"), two_way.asks(window, "/about")

    signs_in(first, "olu")
    signs_in(second, "olu")

    assert first.url.startswith(f"{two_way.address}/month")
    assert second.url == f"{two_way.address}/about"


def test_two_people_at_once_each_see_what_is_theirs(
    two_way: Served, window: BrowserContext, other_window: BrowserContext
) -> None:
    anwen, dafydd = two_way.signs_in(window, "anwen"), two_way.signs_in(other_window, "dafydd")

    assert (heading(anwen), heading(dafydd)) == ("Cllr Anwen Bowen", "Cllr Dafydd Cule")
    for page, name in ((anwen, "Cule"), (dafydd, "Bowen")):
        assert name not in page.locator("body").inner_text()


@pytest.mark.parametrize(
    ("who", "journey"),
    [
        ("olu", ["This week", "Scorecards", "Month", "About"]),
        ("anwen", ["Your scorecard", "About"]),
        ("chief", ["Month", "About"]),
        ("admin", ["About"]),
    ],
)
def test_each_role_goes_the_way_of_its_work_by_keyboard_alone(
    two_way: Served, window: BrowserContext, who: str, journey: list[str]
) -> None:
    page = two_way.asks(window)
    button = page.get_by_role("button", name="Sign in with your council account")
    for _ in range(10):
        page.keyboard.press("Tab")
        if button.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.get_by_label("Login").fill(who)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"^{re.escape(two_way.address)}/(week|scorecard|month|about)"))
    drawn(page)

    links = page.locator(".st-key-nav a")
    links.first.wait_for()
    assert [text.strip() for text in links.all_inner_texts()] == journey
    for place in range(len(journey)):
        links.nth(place).focus()
        page.keyboard.press("Enter")
        seen.settled(page)
        assert "Not for this view" not in page.locator("body").inner_text()
    page.get_by_role("button", name="Sign out").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Sign in to Two-Way").wait_for()


@pytest.mark.parametrize(
    ("who", "way"),
    [
        ("anwen", "/week"),
        ("anwen", f"/scorecard?m={DAFYDD}"),
        ("anwen", "/month"),
        ("chief", "/week"),
        ("chief", f"/scorecard?m={ANWEN}"),
        ("admin", "/month?as=leadership"),
    ],
)
def test_a_page_of_another_role_is_refused(
    two_way: Served, window: BrowserContext, who: str, way: str
) -> None:
    page = two_way.signs_in(window, who, way)

    assert heading(page) == "Not for this view"
    assert "Cule" not in page.locator("body").inner_text()


def test_a_correction_is_signed_by_whoever_is_signed_in(two_way: Served, window: BrowserContext) -> None:
    page = two_way.signs_in(window, "anwen", "/evidence?k=still-waiting&w=90+days")
    page.get_by_role("button", name="Correct this").first.click()
    page.get_by_text("It isn't a question or request").click()
    assert page.get_by_label("Your name").count() == 0
    page.get_by_role("button", name="Save the correction").click()

    told = page.locator("p.pending").first
    told.wait_for()
    assert "by Anwen Bowen" in told.inner_text()
    desk = two_way.desk
    assert desk.audit()[-1]["subject"] == f"{two_way.provider.issuer} u-2"
    desk.close()


# The end


def test_signing_out_in_one_tab_ends_both_and_an_old_cookie_is_worth_nothing(
    two_way: Served, window: BrowserContext, other_window: BrowserContext
) -> None:
    first = two_way.signs_in(window, "olu", "/week")
    second = two_way.asks(window, f"/scorecard?m={ANWEN}")
    stolen = window.cookies()
    assert heading(second) == "Cllr Anwen Bowen"

    first.get_by_role("button", name="Sign out").click()

    for page in (first, second):
        page.get_by_role("heading", name="Sign in to Two-Way").wait_for()
        assert "Bowen" not in page.locator("body").inner_text()
    other_window.add_cookies(stolen)
    assert heading(two_way.asks(other_window, "/week")) == "Please sign in again"


def test_a_leaver_is_out_at_the_next_click(two_way: Served, window: BrowserContext) -> None:
    desk = two_way.desk
    roles.add(desk, "nobody@anytown.example", Role.COMMS, now_us=NOW_US, by="test")
    page = two_way.signs_in(window, "nobody", "/week")
    assert heading(page) == "This week"

    roles.remove(desk, "nobody@anytown.example", now_us=NOW_US, by="test")
    desk.close()
    page.get_by_role("link", name="Month", exact=True).click()

    page.get_by_role("heading", name="You can't come in yet").wait_for()
    assert "no-role" in page.locator("body").inner_text()
    assert ASK in page.locator("body").inner_text()


def test_an_old_sign_in_is_asked_again(two_way: Served, window: BrowserContext) -> None:
    two_way.provider.misbehave("old", hours=13)
    page = two_way.signs_in(window, "olu", "/week")

    assert heading(page) == "Please sign in again"
    signs_in(page, "olu")
    assert heading(page) == "This week"


# Whoever isn't let in


@pytest.mark.parametrize(
    ("way", "code", "says"),
    [
        ("forged", "sign-in-failed", "can't be relied on"),
        ("unsigned", "sign-in-failed", "can't be relied on"),
        ("expired", "sign-in-failed", "can't be relied on"),
        ("other-issuer", "sign-in-failed", "can't be relied on"),
        ("wrong-audience", "sign-in-failed", "can't be relied on"),
        ("wrong-audience-our-azp", "sign-in-failed", "can't be relied on"),
        ("wrong-nonce", "sign-in-failed", "can't be relied on"),
        ("no-nonce", "sign-in-failed", "can't be relied on"),
        ("down", "sign-in-failed", "can't be relied on"),
        ("denied", "sign-in-cancelled", "broken off"),
    ],
)
def test_a_token_that_cant_be_trusted_is_refused_in_one_line(
    two_way: Served, window: BrowserContext, way: str, code: str, says: str
) -> None:
    so_far = len(two_way.said())
    two_way.provider.misbehave(way)
    page = two_way.signs_in(window, "olu", "/week")

    assert heading(page) == "You aren't signed in"
    assert says in page.locator("p.lede").inner_text()
    assert "waiting" not in page.locator("body").inner_text()
    assert f"not let in [{code}]" in two_way.said()[so_far:]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email_verified": False}, "email-not-verified"),
        ({"email": "olu.married@anytown.example"}, "email-changed"),
        ({"email": "chief@anytown.example"}, "email-changed"),
        ({"sub": "u-99"}, "pinned-elsewhere"),
    ],
)
def test_whoever_isnt_who_they_were_is_refused_in_one_line(
    two_way: Served,
    window: BrowserContext,
    other_window: BrowserContext,
    changed: dict[str, object],
    code: str,
) -> None:
    assert heading(two_way.signs_in(window, "olu")) == "This week"
    two_way.provider.users({**USERS, "olu": {**USERS["olu"], **changed}})

    page = two_way.signs_in(other_window, "olu", "/week")

    assert heading(page) == "You can't come in yet"
    assert code in page.locator("body").inner_text()
    assert "waiting" not in page.locator("body").inner_text()


def test_the_same_subject_at_a_second_issuer_is_somebody_else(
    two_way: Served, window: BrowserContext, other_window: BrowserContext
) -> None:
    assert heading(two_way.signs_in(window, "chief")) != "You can't come in yet"
    port = free_port()
    with (
        running(redirect_uri=f"http://127.0.0.1:{port}/oauth2callback", users=USERS) as second,
        served(second, two_way.folder, port, anew=False) as elsewhere,
    ):
        page = elsewhere.signs_in(other_window, "chief")

        assert heading(page) == "You can't come in yet"
        assert "pinned-elsewhere" in page.locator("body").inner_text()


def test_a_callback_that_is_played_again_signs_nobody_in(
    two_way: Served, window: BrowserContext, other_window: BrowserContext
) -> None:
    calls: list[str] = []
    window.on("request", lambda asked: calls.append(asked.url) if "/oauth2callback?" in asked.url else None)
    page = two_way.signs_in(window, "olu", "/week")
    [callback] = calls

    page.goto(callback)
    drawn(page)
    stranger = other_window.new_page()
    stranger.goto(callback)
    drawn(stranger)

    assert heading(page) == "This week"  # they are signed in as before
    assert heading(stranger) == "You aren't signed in"


def test_a_provider_that_isnt_there_is_said_so(two_way: Served, window: BrowserContext) -> None:
    port = free_port()
    with running(redirect_uri=f"http://127.0.0.1:{port}/oauth2callback") as gone:
        pass
    with served(gone, two_way.folder, port, anew=False) as alone:
        page = alone.asks(window)
        page.get_by_role("button", name=re.compile("Sign in")).click()
        page.get_by_role("heading", name="You aren't signed in").wait_for()

        assert "can't be reached just now" in page.locator("p.lede").inner_text()


def test_somebody_in_a_hundred_groups_comes_in(two_way: Served, window: BrowserContext) -> None:
    two_way.provider.misbehave("big", groups=300)

    assert heading(two_way.signs_in(window, "olu", "/week")) == "This week"
    assert sum(len(one["value"]) for one in window.cookies(two_way.address)) < 4_000


# What is written down


def test_no_token_claim_or_cookie_is_in_any_log(two_way: Served, window: BrowserContext) -> None:
    calls: list[str] = []
    window.on("request", lambda asked: calls.append(asked.url))
    two_way.provider.misbehave("forged")
    page = two_way.signs_in(window, "both", "/week")
    signs_in(page, "both")
    kept = [one["value"] for one in window.cookies() if len(one["value"]) > 20]
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in to Two-Way").wait_for()

    said = two_way.said()
    secret = [
        value
        for url in calls
        for value in re.findall(r"(?:code|state|nonce|id_token_hint|provider)=([^&]{12,})", url)
    ]
    assert secret
    assert kept
    for told in (*secret, *kept, two_way.provider.client_secret, "c" * 40):
        assert told not in said
    for user in USERS.values():
        assert str(user["email"]) not in said
        assert str(user["name"]) not in said
    assert "eyJ" not in said
    assert "Traceback" not in said


# For everybody


@pytest.mark.parametrize("width", seen.SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_new_page_and_state_is_for_everybody(two_way: Served, browser, scheme: str, width: int) -> None:
    window = seen.context(browser, width=width, scheme=scheme)
    page = two_way.asks(window, "/week")
    _is_for_everybody(page, f"sign-in-{width}-{scheme}")
    signs_in(page, "nobody")
    _is_for_everybody(page, f"sign-in-no-role-{width}-{scheme}")
    two_way.provider.misbehave("forged")
    signs_in(page, "olu")
    assert heading(page) == "You aren't signed in"
    _is_for_everybody(page, f"sign-in-failed-{width}-{scheme}")
    signs_in(page, "both")
    seen.settled(page)
    _is_for_everybody(page, f"sign-in-two-roles-{width}-{scheme}")
    page.goto(f"{two_way.address}/scorecard?as=member")
    seen.settled(page)
    _is_for_everybody(page, f"sign-in-who-looked-{width}-{scheme}")
    page.goto(f"{two_way.address}/evidence?as=member&k=still-waiting&w=90+days")
    seen.settled(page)
    page.get_by_role("button", name="Correct this").first.click()
    page.get_by_role("button", name="Save the correction").wait_for()
    _is_for_everybody(page, f"sign-in-correcting-{width}-{scheme}")
    window.close()


def _is_for_everybody(page, name: str) -> None:
    page.wait_for_selector(seen.IDLE)
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    sideways = page.evaluate(
        "(e => e.scrollWidth - e.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    )
    seen.whole(page, seen.SHOTS / f"{name}.png")

    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in found] == []
    assert sideways <= 0, f"{name} scrolls sideways"
