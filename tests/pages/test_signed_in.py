"""Pages with sign-in configured: roles come from the desk at each run, never from an address; decisions are signed."""

import time
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import services, sources, who_looked
from dashboard.viewer import NotForYou, Role, Viewer
from facts import MarkKind
from people import roles
from people.sign_in import SignedIn
from tests.pages.looking import FRAME, plain, sample_folder

pytestmark = pytest.mark.pages

ANWEN, DAFYDD, LABEL = "anwen-bowen", "dafydd-cule", "90 days"
ISSUER = "https://login.anytown.example"
SETTINGS = f"""
public_address = "https://two-way.anytown.example"
[sign_in]
metadata_url = "{ISSUER}/.well-known/openid-configuration"
client_id = "two-way"
ask = "Web team, web@anytown.example"
"""
HELD = {
    "olu": [(Role.COMMS, "")],
    "anwen": [(Role.MEMBER, ANWEN)],
    "chief": [(Role.LEADERSHIP, "")],
    "ada": [(Role.ADMINISTRATOR, "")],
    "both": [(Role.COMMS, ""), (Role.MEMBER, DAFYDD)],
}


def user(name: str, **changed: Any) -> dict[str, Any]:
    """Return what Streamlit knows of somebody who signed in a minute ago."""
    return {
        "is_logged_in": True,
        "iss": ISSUER,
        "sub": f"u-{name}",
        "aud": "two-way",
        "iat": int(time.time()) - 60,
        "nonce": f"n-{name}",
        "email": f"{name}@anytown.example",
        "email_verified": True,
        "name": f"{name.title()} Officer",
    } | changed


@pytest.fixture
def data(tmp_path, monkeypatch) -> Path:
    folder = sample_folder(tmp_path, monkeypatch)
    with (folder / "settings.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    for name, held in HELD.items():
        for role, member in held:
            roles.add(sources.desk(), f"{name}@anytown.example", role, member, now_us=0, by="test")
    return folder


def looked(page: str, who: dict[str, Any], **query: str) -> AppTest:
    """Return a page as somebody who signed in finds it."""
    at = AppTest.from_file(str(FRAME), default_timeout=30)
    at.user = who
    at.switch_page(f"../pages/{page}.py")
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception, at.exception[0].value
    return at


def title(at: AppTest) -> str:
    return at.title[0].value.replace("\\", "")


def person(name: str, *held: tuple[Role, str]) -> SignedIn:
    return SignedIn(
        name=f"{name.title()} Officer",
        email=f"{name}@anytown.example",
        subject=f"{ISSUER} u-{name}",
        sign_in=name,
        until_us=2**62,
        roles=held,
    )


def test_nobody_sees_anything_before_signing_in_whatever_the_address_says(data):
    for as_ in ("comms", "leadership", f"member:{ANWEN}", "administrator"):
        at = looked("scorecard", {"is_logged_in": False}, m=ANWEN, **{"as": as_})

        assert title(at) == "Sign in to Two-Way"
        assert "Bowen" not in plain(at)
        assert [button.label for button in at.button] == ["Sign in with your council account"]
        assert not at.selectbox


@pytest.mark.parametrize(
    "forged", [{"is_logged_in": True}, {"is_logged_in": "yes"}, {}, {"email": "olu@anytown.example"}]
)
def test_whoever_has_no_whole_sign_in_sees_nothing(data, forged):
    at = looked("week", forged)

    assert title(at) in ("Sign in to Two-Way", "You aren't signed in")
    assert "question" not in plain(at)


@pytest.mark.parametrize(
    ("who", "page", "sees"),
    [
        ("olu", "week", "This week"),
        ("olu", "scorecard", "Scorecards"),
        ("anwen", "scorecard", "Cllr Anwen Bowen"),
        ("chief", "month", "October 2026"),
        ("ada", "about", "About Two-Way"),
    ],
)
def test_each_role_finds_its_own_page_without_a_word_in_the_address(data, who, page, sees):
    at = looked(page, user(who))

    assert title(at).startswith(sees)
    assert not [box for box in at.selectbox if box.label in ("Viewing as", "Looking as")]
    assert "Sign-in isn't configured" not in plain(at)
    assert f"Signed in as {who.title()} Officer" in plain(at)


@pytest.mark.parametrize("who", ["anwen", "chief", "ada"])
@pytest.mark.parametrize(
    "as_", ["comms", f"member:{DAFYDD}", f"member:{ANWEN}", "administrator", "leadership", ""]
)
@pytest.mark.parametrize("page", ["week", "waiting", "scorecard", "evidence"])
def test_no_role_comes_from_an_address(data, who, as_, page):
    at = looked(page, user(who), m=DAFYDD, k="still-waiting", **({"as": as_} if as_ else {}))

    assert title(at) == "Not for this view"
    assert "Cule" not in plain(at)
    assert "asked" not in plain(at).lower()


def test_a_leaver_is_out_at_the_next_click_and_loses_what_the_session_held(data):
    at = looked("week", user("olu"))
    roles.remove(sources.desk(), "olu@anytown.example", now_us=0, by="test")
    at.run()

    assert title(at) == "You can't come in yet"
    assert "no-role" in plain(at)
    assert "waiting" not in plain(at)


def test_an_old_sign_in_is_asked_again(data):
    at = looked("week", user("olu", iat=int(time.time()) - 13 * 3600))

    assert title(at) == "Please sign in again"
    assert "A sign-in is good for 12 hours" in plain(at)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"email_verified": False}, "email-not-verified"),
        ({"email": "olu@elsewhere.example"}, "no-role"),
        ({"aud": "another"}, None),
    ],
)
def test_whoever_isnt_let_in_reads_why_and_whom_to_ask_and_the_log_has_the_code_alone(
    data, caplog, changed, code
):
    at = looked("week", user("olu", **changed))

    assert "waiting" not in plain(at)
    if code:
        assert f"Ask Web team, web@anytown.example, and name this code: {code}" in plain(at)
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert f"not let in [{code or 'sign-in-failed'}]" in said
    assert "olu" not in said.lower()


def test_whoever_holds_two_roles_chooses_and_one_that_isnt_theirs_is_no_choice(data):
    first = looked("week", user("both"))
    [choice] = [box for box in first.selectbox if box.label == "Looking as"]
    as_member = looked("scorecard", user("both"), **{"as": "member"})
    as_chief = looked("week", user("both"), **{"as": "leadership"})

    assert choice.options == ["Communications team", "Member"]
    assert title(as_member) == "Cllr Dafydd Cule"
    assert title(as_chief) == "This week"


def test_a_member_none_of_whose_accounts_may_be_shown_reads_so_and_whom_to_ask(data):
    sources.desk().add_role("zoe@anytown.example", "member", "zoe", now_us=0, by="test")

    at = looked("scorecard", user("zoe"))

    assert title(at) == "Not for this view"
    assert "There is no such member" in plain(at)
    assert "nothing-to-see" in plain(at)
    assert "communications team" not in plain(at)


# Who did it


def question() -> str:
    rows = services.evidence(Viewer(Role.COMMS), ANWEN, "still-waiting", LABEL).occasions
    return next(row["post"] for row in rows if row["post"] and not row["left_out"])


def test_a_correction_is_signed_by_whoever_is_signed_in_and_no_name_is_asked(data):
    post = question()
    at = looked("evidence", user("anwen"), k="still-waiting", w=LABEL, p=post)
    next(button for button in at.button if button.label == "Correct this").click().run()
    assert [field.label for field in at.text_input] == ["Why"]
    at.radio[0].set_value(MarkKind.NOT_AN_ASK)
    next(button for button in at.button if button.label == "Save the correction").click().run()

    [mark] = sources.desk().marks()
    assert (mark.by, mark.post) == ("Anwen Officer", post)
    line = sources.desk().audit()[-1]
    assert (line["did"], line["by"], line["subject"]) == ("mark", "Anwen Officer", f"{ISSUER} u-anwen")


def test_a_typed_name_counts_for_nothing_where_somebody_is_signed_in(data):
    viewer = Viewer(Role.COMMS, None, person("olu", (Role.COMMS, "")))

    number = services.mark(viewer, ANWEN, question(), MarkKind.NOT_AN_ASK, by="The Mayor", why="")
    services.undo_mark(viewer, ANWEN, question(), number, by="The Mayor")

    lines = [(line["did"], line["by"], line["subject"]) for line in sources.desk().audit()[-2:]]
    assert lines == [(did, "Olu Officer", f"{ISSUER} u-olu") for did in ("mark", "undo mark")]


def test_the_log_keeps_the_name_as_it_was(data):
    viewer = Viewer(Role.COMMS, None, person("olu", (Role.COMMS, "")))
    services.mark(viewer, ANWEN, question(), MarkKind.NOT_AN_ASK, by="", why="")
    roles.remove(sources.desk(), "olu@anytown.example", now_us=0, by="test")

    assert [line["by"] for line in sources.desk().audit() if line["did"] == "mark"] == ["Olu Officer"]


# Who looked


def test_a_member_reads_which_role_looked_on_which_day_and_no_name(data):
    before = looked("scorecard", user("anwen"))
    looked("scorecard", user("olu"), m=ANWEN)
    looked("scorecard", user("olu"), m=ANWEN)
    looked("evidence", user("olu"), m=ANWEN, k="still-waiting")
    after = looked("scorecard", user("anwen"))

    assert "Nobody else has looked." in plain(before)
    assert "Communications team: on" in plain(after)
    assert "Olu" not in plain(after)
    assert len(sources.desk().looks(ANWEN, first_day="")) == 1


def test_looking_at_oneself_is_no_look_in_whatever_role(data):
    looked("scorecard", user("both"), m=DAFYDD)
    looked("scorecard", user("both"), **{"as": "member"})
    looked("scorecard", user("olu"))  # nobody is chosen yet
    looked("scorecard", user("anwen"), m=DAFYDD)  # refused

    assert sources.desk().looks(DAFYDD, first_day="") == []


@pytest.mark.parametrize("page", ["scorecard", "evidence", "waiting"])
@pytest.mark.parametrize("who", ["anwen", "chief", "ada"])
def test_whoever_is_refused_has_not_looked(data, page, who):
    at = looked(page, user(who), m=DAFYDD, k="still-waiting")

    assert title(at) == "Not for this view"
    assert sources.desk().looks(DAFYDD, first_day="") == []


def test_the_list_of_who_waits_for_one_member_is_a_look(data):
    looked("waiting", user("olu"))
    before = sources.desk().looks(DAFYDD, first_day="")
    looked("waiting", user("olu"), m=DAFYDD)

    assert before == []
    assert [role for role, _ in sources.desk().looks(DAFYDD, first_day="")] == ["comms"]


def test_who_looked_is_told_to_the_member_alone(data):
    for viewer in (
        Viewer(Role.COMMS, None, person("olu", (Role.COMMS, ""))),
        Viewer(Role.LEADERSHIP, None, person("chief", (Role.LEADERSHIP, ""))),
    ):
        with pytest.raises(NotForYou):
            who_looked.of(viewer)


def test_looks_are_kept_as_long_as_the_setting_says(data):
    desk = sources.desk()
    desk.note_look(ANWEN, "comms", "2020-01-01", first_day="2019-01-01")
    looked("scorecard", user("olu"), m=ANWEN)

    assert "2020" not in plain(looked("scorecard", user("anwen")))
    assert "2020-01-01" not in [day for _, day in desk.looks(ANWEN, first_day="")]


def test_where_looks_arent_kept_none_is_noted_and_the_member_is_told_so(data):
    path = data / "settings.toml"
    path.write_text(path.read_text("utf-8") + "looks_kept_days = 0\n", encoding="utf-8")
    looked("scorecard", user("olu"), m=ANWEN)

    assert sources.desk().looks(ANWEN, first_day="") == []
    assert "doesn't keep who looked" in plain(looked("scorecard", user("anwen")))
