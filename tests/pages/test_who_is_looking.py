"""An address that names nobody shows nothing, and a way to choose; it is never taken for the widest view."""

import shutil
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import identity, services, sources
from dashboard.identity import viewer_of
from dashboard.ui import layout
from dashboard.viewer import NotForYou, Role, Viewer
from facts import to_us
from tests.pages import published_sample as sample
from tests.pages.test_pages import FRAME, text

pytestmark = pytest.mark.pages

ANWEN, DAFYDD = "anwen-bowen", "dafydd-cule"
NOBODY = [  # what stands behind the question mark
    [("as", "")],
    [("as", "Comms")],
    [("as", "COMMS")],
    [("as", " comms")],
    [("as", "comms ")],
    [("as", "communications")],
    [("as", "administrator")],
    [("as", "admin")],
    [("as", "None")],
    [("as", "member")],
    [("as", "member:")],
    [("as", "Leadership")],
    [("As", "comms")],
    [("AS", f"member:{ANWEN}")],
    [("as ", "comms")],
    [("as", "comms"), ("as", "comms")],
    [("as", f"member:{ANWEN}"), ("as", "comms")],
    [("as", "comms"), ("AS", f"member:{ANWEN}")],
]
NO_MEMBER = ["member:nobody", f"member:{ANWEN.upper()}", f"member: {ANWEN}", f"Member:{ANWEN}", "member:*"]


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    return sample.write(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def data(written, tmp_path, monkeypatch):
    shutil.copytree(written, tmp_path / "data")
    monkeypatch.setenv("TWOWAY_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def opened(page: str, query: list[tuple[str, str]]) -> AppTest:
    at = AppTest.from_file(str(FRAME), default_timeout=30)
    at.switch_page(f"../pages/{page}.py")
    for name in dict(query):
        values = [value for other, value in query if other == name]
        at.query_params[name] = values[0] if len(values) == 1 else values
    return at.run()


def shows_nothing(at: AppTest) -> bool:
    """Say whether a page holds nothing of the council, and both ways on."""
    told = text(at)
    names = [part for _, name, ward, _ in sample.MEMBERS for part in (name, ward)]
    links = list(at.get("page_link"))
    return (
        not at.exception
        and [title.value for title in at.title] == ["Not for this view"]
        and not [part for part in [*names, "Brynmor", "As of", "sample-1"] if part in told]
        and not at.selectbox
        and [link.proto.label for link in links]
        == ["Go on as the communications team", "Go on as leadership"]
    )


@pytest.mark.parametrize("page", ["home", *layout.NAMES])
@pytest.mark.parametrize("query", NOBODY)
def test_an_address_that_names_nobody_shows_nothing_but_a_way_to_choose(data, query, page):
    about = [("m", ANWEN), ("k", "answered-within-a-day"), ("w", "90 days")]

    assert shows_nothing(opened(page, [*query, *about]))


@pytest.mark.parametrize("page", ["home", *layout.NAMES])
@pytest.mark.parametrize("wish", NO_MEMBER)
def test_a_member_who_isnt_shown_is_nobody(data, wish, page):
    assert shows_nothing(opened(page, [("as", wish)]))


def test_a_member_whose_consent_ended_is_nobody(data):
    assert not shows_nothing(opened("about", [("as", f"member:{DAFYDD}")]))

    account = sample.accounts_of(DAFYDD, "busy")[0]
    sources.desk().withdraw(account, now_us=to_us(datetime.now(UTC)), by="test")

    assert shows_nothing(opened("about", [("as", f"member:{DAFYDD}")]))


def test_a_viewer_who_isnt_shown_may_ask_nothing(data):
    nobody = Viewer(Role.MEMBER, "nobody")
    for ask in (services.run, services.windows, services.people, services.council, services.results):
        with pytest.raises(NotForYou):
            ask(nobody, "90 days") if ask is services.results else ask(nobody)


def test_nobody_is_looked_up_in_a_run_that_isnt_there(tmp_path, monkeypatch):
    monkeypatch.setenv("TWOWAY_DATA", str(tmp_path))

    assert shows_nothing(opened("week", [("as", "nobody")]))


@pytest.mark.parametrize("query", NOBODY)
def test_nearly_right_is_not_right(query):
    with pytest.raises(NotForYou):
        viewer_of(query)


def test_an_address_names_the_viewer_it_was_written_for():
    for viewer in (Viewer(Role.COMMS), Viewer(Role.LEADERSHIP), Viewer(Role.MEMBER, "siân pwel&as=comms")):
        assert viewer_of(identity.query(viewer, m="a").items()) == viewer
    assert viewer_of([("m", "a")]) == Viewer(Role.COMMS)
