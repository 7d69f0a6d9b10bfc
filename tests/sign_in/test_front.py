"""What stands around Streamlit's sign-in, without a browser: where it leads, which cookies it sets, what is closed."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from dashboard import sources
from dashboard.front import door, sign_in
from dashboard.front.cookies import TOKENS, USER, claims_of, packed, slimmed
from dashboard.front.open_pages import OpenPage, OpenPages
from dashboard.front.secrets import MISSING, TOO_SHORT, secrets_for
from people.sign_in import mark_of
from people.sign_in_settings import SignInSettings
from store.desk import Desk

OURS = "https://two-way.anytown.example"
HOST = "two-way.anytown.example"
STATE = "s-0123456789"
SECRET = "c" * 40
SETTINGS = SignInSettings(
    public_address=OURS, metadata_url="https://login.example/.well-known", client_id="two-way", ask="Web team"
)
CLAIMS = {
    "iss": "https://login.example", "sub": "u-1", "aud": "two-way", "iat": 1_800_000_000, "nonce": "n",
    "email": "olu@anytown.example", "is_logged_in": True, "origin": OURS, "provider": "default",
}  # fmt: skip
Told = dict[str, Any]


@pytest.fixture(autouse=True)
def _signed_with_ours() -> Iterator[None]:
    before = config.get_option("server.cookieSecret")
    config.set_option("server.cookieSecret", SECRET)
    yield
    config.set_option("server.cookieSecret", before)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(tmp_path / "desk.sqlite")
    monkeypatch.setattr(sources, "desk", lambda: desk)
    yield desk
    desk.close()


def signed(claims: dict[str, Any], secret: str = SECRET) -> str:
    return create_signed_value(secret, USER, json.dumps(claims)).decode()


def scope(path: str, *headers: tuple[str, str], kind: str = "http") -> dict[str, Any]:
    way, _, query = path.partition("?")
    told = [(name.encode(), value.encode("latin-1")) for name, value in (("host", HOST), *headers)]
    return {
        "type": kind, "path": way, "query_string": query.encode(), "method": "GET", "headers": told,
        "server": ("127.0.0.1", 8501),
    }  # fmt: skip


def asked(
    path: str, *headers: tuple[str, str], streamlit: Told | None = None, pages: OpenPages | None = None
) -> tuple[int, str, list[str], list[str]]:
    """Return (status, where it leads, the cookies it sets, what Streamlit was asked)."""
    answers: list[Told] = []
    reached: list[str] = []

    async def streamlits(scope: Told, _: object, send: Any) -> None:
        reached.append(scope["path"])
        if streamlit is None:
            raise ConnectionError("the provider isn't there")
        await send({"type": "http.response.start", **streamlit})
        await send({"type": "http.response.body", "body": b""})

    async def send(message: Told) -> None:
        answers.append(message)

    around = door.FrontDoor(sign_in.SignIn(streamlits, SETTINGS, pages or OpenPages()), SETTINGS)
    asyncio.run(around(scope(path, *headers), None, send))
    headers_ = answers[0]["headers"]
    leads = next((value.decode() for name, value in headers_ if name == b"location"), "")
    return (
        answers[0]["status"],
        leads,
        [value.decode() for name, value in headers_ if name == b"set-cookie"],
        reached,
    )


def to(place: str, *cookies: str) -> Told:
    headers = [(b"location", place.encode()), *((b"set-cookie", one.encode()) for one in cookies)]
    return {"status": 302, "headers": headers}


def test_every_cookie_goes_over_https_alone_and_a_sign_ins_ends_with_it() -> None:
    _, _, cookies, _ = asked(
        f"/oauth2callback?code=c&state={STATE}",
        streamlit=to("/", f"{USER}={signed(CLAIMS)}; HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"),
    )

    assert all("; Secure" in one for one in cookies)
    [user] = [one for one in cookies if one.startswith(f"{USER}=")]
    assert "Max-Age=43200" in user
    assert "HttpOnly" in user


# The way back to the page that was wanted


def begun(referer: str) -> list[str]:
    _, _, cookies, _ = asked(
        "/auth/login?provider=x", ("referer", referer), streamlit=to(f"https://login.example/?state={STATE}")
    )
    return [one for one in cookies if one.startswith(f"two_way_wanted_{STATE}=")]


@pytest.mark.parametrize(
    "page", ["/scorecard?m=anwen-bowen&w=90+days", "/evidence?m=si%C3%A2n", "/about", "/"]
)
def test_the_page_that_was_wanted_is_found_again(page: str) -> None:
    [noted] = begun(f"{OURS}{page}")
    name, _, rest = noted.partition("=")

    status, leads, cookies, _ = asked(
        f"/oauth2callback?code=c&state={STATE}",
        ("cookie", f"{name}={rest.partition(';')[0]}"),
        streamlit=to("/", f"{USER}={signed(CLAIMS)}; Path=/"),
    )

    assert (status, leads) == (302, page)
    assert any(one.startswith(f"{name}=;") and "Max-Age=0" in one for one in cookies)
    assert {"HttpOnly", "SameSite=Lax", "Path=/oauth2callback"} <= set(noted.split("; "))


@pytest.mark.parametrize(
    "referer",
    [
        "https://evil.example/scorecard",
        f"{OURS}.evil.example/",
        f"{OURS}@evil.example/",
        f"{OURS}//evil.example",
        f"{OURS}/\\evil.example",
        f"{OURS}/a/b",
        f"{OURS}/oauth2callback/../x",
        "",
        f"{OURS}/week?{'x' * 3000}",
    ],
)
def test_no_other_place_is_ever_led_to(referer: str) -> None:
    [noted] = begun(referer)

    assert noted.startswith(f"two_way_wanted_{STATE}={packed('/')};")


@pytest.mark.parametrize(
    "planted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/week\r\nx: y",
        "/a/b",
        "",
    ],
)
def test_a_planted_cookie_leads_home(planted: str) -> None:
    _, leads, cookies, _ = asked(
        f"/oauth2callback?code=c&state={STATE}",
        ("cookie", f"two_way_wanted_{STATE}={packed(planted)}"),
        streamlit=to("/", f"{USER}={signed(CLAIMS)}; Path=/"),
    )

    assert leads == "/"
    assert not any("evil" in one for one in cookies)


def test_two_tabs_that_sign_in_at_once_each_find_their_page() -> None:
    noted = f"two_way_wanted_{STATE}={packed('/week')}; two_way_wanted_other-9876={packed('/about')}"
    found = [
        asked(
            f"/oauth2callback?code=c&state={state}",
            ("cookie", noted),
            streamlit=to("/", f"{USER}={signed(CLAIMS)}; Path=/"),
        )[1]
        for state in (STATE, "other-9876")
    ]

    assert found == ["/week", "/about"]


# Where it fails


@pytest.mark.parametrize(
    ("path", "streamlit", "code"),
    [
        ("/oauth2callback?error=access_denied&state=x", to("/"), "sign-in-cancelled"),
        (
            "/oauth2callback?error=server_error&error_description=secret+words&state=y",
            to("/"),
            "sign-in-failed",
        ),
        ("/oauth2callback?code=c&state=replayed", to("/"), "sign-in-failed"),
        ("/oauth2callback?code=c&state=x", to("/", f'{USER}=""; Max-Age=0; Path=/'), "sign-in-failed"),
        ("/oauth2callback?code=c&state=x", None, "sign-in-failed"),
        ("/auth/login?provider=x", {"status": 400, "headers": []}, "provider-unreachable"),
        ("/auth/login?provider=x", None, "provider-unreachable"),
    ],
)
def test_a_sign_in_that_fails_says_why_in_a_code_that_the_log_has_alone(
    caplog: pytest.LogCaptureFixture, path: str, streamlit: Told | None, code: str
) -> None:
    begun = ("cookie", "two_way_wanted_x=; two_way_wanted_y=")
    status, leads, cookies, _ = asked(path, begun, streamlit=streamlit)

    assert (status, leads) == (302, "/")
    assert [one.partition(";")[0] for one in cookies if one.startswith("two_way_refused=")] == [
        f"two_way_refused={code}"
    ]
    said = [record.getMessage() for record in caplog.records]
    assert [one for one in said if one != "signing in broke off"] == [f"not let in [{code}]"]


def test_an_error_of_a_sign_in_that_nobody_began_here_is_passed_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    _, leads, cookies, reached = asked("/oauth2callback?error=access_denied&state=x", streamlit=to("/"))

    assert (leads, cookies, reached, caplog.records) == ("/", [], [], [])


def test_what_a_provider_says_of_an_error_never_reaches_streamlit_which_would_write_it_down() -> None:
    assert asked("/oauth2callback?error=x&error_description=words", streamlit=to("/"))[3] == []


def test_a_callback_played_again_by_somebody_who_is_signed_in_changes_nothing() -> None:
    _, leads, cookies, _ = asked(
        "/oauth2callback?code=c&state=replayed", ("cookie", f"{USER}={signed(CLAIMS)}"), streamlit=to("/")
    )

    assert (leads, cookies) == ("/", [])


def test_a_sign_in_that_fails_over_another_says_so_and_takes_that_away() -> None:
    _, leads, cookies, _ = asked(
        "/oauth2callback?code=c&state=x",
        ("cookie", f"{USER}={signed(CLAIMS)}"),
        streamlit=to("/", f'{USER}=""; Max-Age=0; Path=/'),
    )

    assert leads == "/"
    assert any(one.startswith(f'{USER}=""') for one in cookies)
    assert any(one.startswith("two_way_refused=sign-in-failed") for one in cookies)


def test_another_site_signs_nobody_in_or_out(desk: Desk) -> None:
    for path in ("/auth/login?provider=x", "/auth/logout"):
        for said in ("cross-site", "same-site"):
            _, leads, _, reached = asked(
                path,
                ("sec-fetch-site", said),
                ("cookie", f"{USER}={signed(CLAIMS)}"),
                streamlit=to("https://login.example"),
            )
            assert (leads, reached) == ("/", [])
    assert not desk.is_ended(mark_of(CLAIMS))


# The end, in every tab


class Tab:
    """A page that is open, and what it was told."""

    def __init__(self, pages: OpenPages, claims: dict[str, Any]) -> None:
        self.told: list[Told] = []
        pages.add(OpenPage(b"browser", mark_of(claims), self._hears))

    async def _hears(self, message: Told) -> None:
        self.told.append(message)


def test_signing_out_ends_the_sign_in_at_the_desk_and_every_tab_of_it_and_no_other(desk: Desk) -> None:
    pages = OpenPages()
    theirs, another = Tab(pages, CLAIMS), Tab(pages, {**CLAIMS, "nonce": "n-2"})

    asked("/auth/logout", ("cookie", f"{USER}={signed(CLAIMS)}"), streamlit=to("/"), pages=pages)

    assert desk.is_ended(mark_of(CLAIMS))
    assert [message["type"] for message in theirs.told] == ["websocket.send", "websocket.close"]
    assert another.told == []


def test_a_new_sign_in_in_the_same_browser_ends_the_one_before(desk: Desk) -> None:
    pages = OpenPages()
    before = Tab(pages, CLAIMS)

    asked(
        f"/oauth2callback?code=c&state={STATE}",
        ("cookie", f"{USER}={signed(CLAIMS)}"),
        streamlit=to("/", f"{USER}={signed({**CLAIMS, 'sub': 'u-2', 'nonce': 'n-2'})}; Path=/"),
        pages=pages,
    )

    assert desk.is_ended(mark_of(CLAIMS))
    assert before.told[-1]["type"] == "websocket.close"


# Cookies


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        f"{USER}=nonsense",
        f"{USER}={signed(CLAIMS, secret='another')}",
        f"{USER}={signed({**CLAIMS, 'is_logged_in': False})}",
        f"{USER}={signed(CLAIMS)[:-2]}",
        f"other={signed(CLAIMS)}",
        f'{USER}="chunks-2"',
    ],
)
def test_a_cookie_that_we_didnt_sign_is_worth_nothing(cookie: str) -> None:
    assert claims_of(scope("/", ("cookie", cookie))) == {}


def test_of_what_a_provider_says_only_what_is_needed_is_kept_in_the_browser() -> None:
    big = {**CLAIMS, "groups": ["g" * 40] * 30, "phone": "12345"}
    headers = [
        (b"set-cookie", f"{USER}={signed(big)}; HttpOnly; Path=/".encode()),
        (b"set-cookie", f"{TOKENS}=chunks-2; Path=/".encode()),
        (b"set-cookie", f"{TOKENS}_1=x; Path=/".encode()),
        (b"set-cookie", b"other=1; Path=/"),
    ]

    kept = [value.decode() for _, value in slimmed(headers)]

    assert [one.partition("=")[0] for one in kept] == ["other", USER, TOKENS]
    assert claims_of(scope("/", ("cookie", kept[1].partition(";")[0]))) == CLAIMS
    assert "HttpOnly" in kept[1]


# What is open, and to whom


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize(
    ("host", "origin", "comes_in"),
    [
        (HOST, OURS, True),
        (f"{HOST}:443", OURS, True),
        (HOST.upper(), OURS, True),
        (HOST, "https://evil.example", False),
        (HOST, "http://two-way.anytown.example", False),
        (HOST, "null", False),
        ("127.0.0.1:8501", "http://127.0.0.1:8501", False),
        ("127.0.0.1:8501", OURS, False),
        (f"{HOST}.evil.example", OURS, False),
        (f"{HOST}:8501", OURS, False),
        ("", OURS, False),
    ],
)
def test_with_sign_in_only_the_public_address_is_answered(
    kind: str, host: str, origin: str, comes_in: bool
) -> None:
    reached, _ = at_the_door(kind, "/_stcore/stream", host, origin)

    assert bool(reached) is comes_in


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback", "/_stcore/health"])
def test_the_rooms_of_signing_in_are_open(path: str) -> None:
    assert at_the_door("http", path, HOST, OURS)[0]


@pytest.mark.parametrize(
    "path",
    ["/auth", "/auth/", "/auth/token", "/auth/login/x", "/_stcore/metrics", "/component/x", "/x/auth/y"],
)
def test_their_neighbours_are_not(path: str) -> None:
    assert not at_the_door("http", path, HOST, OURS)[0]


def at_the_door(kind: str, path: str, host: str, origin: str) -> tuple[list[bool], list[Told]]:
    reached, sent = [], []

    async def pages(*_: object) -> None:
        reached.append(True)

    async def send(message: Told) -> None:
        sent.append(message)

    told = scope(path, ("origin", origin), kind=kind)
    told["headers"] = [(b"host", host.encode()), *told["headers"][1:]]
    asyncio.run(door.FrontDoor(pages, SETTINGS)(told, None, send))
    return reached, sent


# Secrets


def test_the_secrets_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOWAY_CLIENT_SECRET", "shh")
    monkeypatch.setenv("TWOWAY_COOKIE_SECRET", SECRET)

    told = secrets_for(SETTINGS)["auth"]

    assert told["redirect_uri"] == f"{OURS}/oauth2callback"
    assert (told["client_secret"], told["cookie_secret"]) == ("shh", SECRET)
    assert told["client_kwargs"]["code_challenge_method"] == "S256"


def test_a_secret_that_is_missing_or_short_ends_the_start_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TWOWAY_CLIENT_SECRET", raising=False)
    monkeypatch.setenv("TWOWAY_COOKIE_SECRET", SECRET)
    with pytest.raises(SystemExit) as missing:
        secrets_for(SETTINGS)
    monkeypatch.setenv("TWOWAY_CLIENT_SECRET", "shh")
    monkeypatch.setenv("TWOWAY_COOKIE_SECRET", "short")
    with pytest.raises(SystemExit) as short:
        secrets_for(SETTINGS)

    assert str(missing.value) == MISSING.format(name="TWOWAY_CLIENT_SECRET", known="client_secret")
    assert str(short.value) == TOO_SHORT


@pytest.mark.parametrize("another", ['consent={"a": 1}', "a=b c", "x", "n=é", 'k=a"b', "=v"])
def test_a_cookie_of_somebody_elses_before_it_hides_no_sign_in(desk: Desk, another: str) -> None:
    cookie = ("cookie", f"{another}; {USER}={signed(CLAIMS)}")

    assert claims_of(scope("/", cookie)) == CLAIMS
    asked("/auth/logout", cookie, streamlit=to("/"))
    assert desk.is_ended(mark_of(CLAIMS))


def test_a_tab_that_takes_nothing_or_is_gone_holds_no_sign_out_up(desk: Desk) -> None:
    pages = OpenPages()
    heard: list[str] = []

    async def never(_: Any) -> None:
        await asyncio.sleep(3600)

    async def gone(_: Any) -> None:
        raise ConnectionError

    async def hears(message: Any) -> None:
        heard.append(message["type"])

    async def out() -> None:
        for way in (never, gone, hears):
            pages.add(OpenPage(b"browser", mark_of(CLAIMS), way))
        await asyncio.wait_for(pages.end_sign_in(mark_of(CLAIMS)), 5)

    asyncio.run(out())

    assert heard == ["websocket.send", "websocket.close"]


def test_tokens_of_the_sign_in_before_do_not_stay() -> None:
    headers = [
        (b"set-cookie", f"{USER}={signed(CLAIMS)}; Path=/".encode()),
        (b"set-cookie", f"{TOKENS}=chunks-2; Path=/".encode()),
        (b"set-cookie", f"{TOKENS}_1=x; Path=/".encode()),
    ]
    told = [value.decode() for _, value in slimmed(headers)]
    assert any(one.startswith(f"{TOKENS}=") and "Max-Age=0" in one for one in told)


def test_a_planted_page_that_no_header_can_hold_leads_home() -> None:
    _, leads, _, _ = asked(
        f"/oauth2callback?code=c&state={STATE}",
        ("cookie", f"two_way_wanted_{STATE}={packed('/Ā')}"),
        streamlit=to("/", f"{USER}={signed(CLAIMS)}; Path=/"),
    )
    assert leads == "/"


def test_secrets_in_the_environment_without_sign_in_end_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOWAY_CLIENT_SECRET", "shh")
    monkeypatch.setenv("TWOWAY_COOKIE_SECRET", "c" * 40)
    with pytest.raises(SystemExit):
        secrets_for(None)
