"""What somebody typed, in whatever direction it is written, moves nothing beside it."""

import html
import re

import duckdb
import pytest

from dashboard import services
from dashboard.viewer import Role, Viewer
from facts import MarkKind
from tests.pages import published_sample as sample
from tests.pages.looking import altered, run, sample_folder, text

pytestmark = pytest.mark.pages

ANWEN, JO, UNSEEN = "anwen-bowen", "jo-oneill", "mo-rees"
NAME, WARD, HANDLE, BY, WHY, COUNCIL = "נועה כהן", "حي النهر", "ידית", "مكتب", "התקשרו אליי", "مجلس"
TYPED = re.compile("|".join((NAME, WARD, HANDLE, BY, WHY, COUNCIL)))
PAGES = (
    ("week", {}),
    ("waiting", {}),
    ("waiting", {"g": "marked"}),
    ("waiting", {"m": ANWEN}),
    ("scorecard", {"m": ANWEN}),
    ("scorecard", {"m": UNSEEN}),
    ("evidence", {"m": ANWEN, "k": "still-waiting", "w": "90 days"}),
    ("evidence", {"m": ANWEN, "k": "typical-wait", "w": "90 days"}),
    ("evidence", {"m": UNSEEN, "k": "conversation-share", "w": "90 days"}),
    ("month", {}),
    ("about", {}),
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A council in which everything that somebody types is written from right to left, and all of it is shown."""
    with pytest.MonkeyPatch.context() as patch:
        folder = sample_folder(tmp_path_factory.mktemp("directions"), patch)
        altered(
            folder,
            f"update members set name = '{NAME} ' || member, ward = '{WARD}'",
            f"update accounts set handle = '{HANDLE}'",
            f"update meta set value = '{COUNCIL}' where name = 'council'",
        )
        with duckdb.connect(folder / "published" / "sample-1.duckdb") as file:
            asked = "select post from waiting where member = ? and state = 'waiting' order by asked_us desc limit 2"
            posts = [post for (post,) in file.execute(asked, [ANWEN]).fetchall()]
        for post in posts:
            services.mark(Viewer(Role.COMMS), ANWEN, post, MarkKind.SET_ASIDE, by=BY, why=WHY)
        yield folder


@pytest.mark.parametrize(("page", "query"), PAGES)
def test_what_is_typed_stands_isolated_from_its_line(data, page, query):
    told = text(run(page, **query)).partition("\n")[2]  # below the title
    bare = re.sub(r"<bdi>[^<]*</bdi>", "", told)

    assert COUNCIL in told
    assert [html.unescape(bare[found.start() - 40 : found.end() + 9]) for found in TYPED.finditer(bare)] == []


def test_each_of_them_is_shown_somewhere(data):
    told = "".join(text(run(page, **query)) for page, query in PAGES)

    assert set(TYPED.findall(told)) == {NAME, WARD, HANDLE, BY, WHY, COUNCIL}
    assert len(sample.MEMBERS) <= told.count(f"<bdi>{NAME}")
