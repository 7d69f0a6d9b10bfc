"""Facebook Pages from the command line: what an administrator sees before and after access is granted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.facebook import APP_SECRET
from facts import DAY_US, HOUR_US, SECOND_US
from pipelines.keep.folder import now_us
from tests.commands.test_command_line import member
from tests.platforms.local_graph import LocalGraph, running
from tests.platforms.visiting_facebook import SECRET, TOKEN
from tests.small_council import Council, write_register

pytestmark = pytest.mark.platforms


@pytest.fixture
def graph() -> Iterator[LocalGraph]:
    with running() as graph:
        yield graph


@pytest.fixture
def council(tmp_path: Path, graph: LocalGraph) -> Council:
    council = Council(tmp_path / "data")
    council.path.mkdir()
    settings = f'[hosts]\nfacebook_graph = "{graph.address}"\n'
    (council.path / "settings.toml").write_text(settings, encoding="utf-8")
    row = {**member("ahmed"), "platform": "facebook", "handle": "CllrAhmed"}
    council.must("register", str(write_register(tmp_path / "register.csv", [row])))
    return council


def test_without_access_one_line_says_how_it_is_granted(council: Council, graph: LocalGraph) -> None:
    done = council.run("collect")

    said = " ".join(done.output.split())
    assert done.exit_code == 4
    assert said.count("No access to this Page has been granted.") == 1
    assert graph.asked == []


@pytest.fixture
def page(council: Council, graph: LocalGraph, monkeypatch: pytest.MonkeyPatch) -> str:
    """A Page of twelve posts with a question each, most of them answered, to which access was granted."""

    monkeypatch.setenv(APP_SECRET, SECRET)
    assert council.run("token", "--account", "facebook:CllrAhmed", typed=TOKEN).exit_code == 0
    graph.secret = SECRET
    page = graph.page("CllrAhmed", TOKEN)
    now = now_us() // SECOND_US * SECOND_US
    graph.post(page, "First of all", now - 100 * DAY_US)
    for n in range(12):
        us = now - (n + 3) * DAY_US
        post = graph.post(page, f"News {n}", us)
        asked = graph.comment(post, "When is the bin day?", us + HOUR_US, by=f"9000{n}")
        if n % 4:
            graph.comment(post, "On Thursday.", us + 3 * HOUR_US, by=page, under=asked)
    return page


def test_a_question_on_a_page_and_its_answer_become_a_figure(
    council: Council, graph: LocalGraph, page: str
) -> None:
    now = now_us() // SECOND_US * SECOND_US
    waiting = graph.post(page, "Is the pool open on Sunday?", now - 2 * DAY_US, by="90099")

    council.must("collect")
    council.must("measure")

    results = {result["measure"]: result for result in council.json("show", "ahmed")["results"]}
    within = results["answered-within-a-day"]
    assert (within["outcome"], within["met"], within["n"]) == ("measured", 9, 13)
    assert (results["still-waiting"]["outcome"], results["still-waiting"]["n"]) == ("measured", 4)
    urls = [one["url"] for one in council.json("evidence", "ahmed", "still-waiting")["occasions"]]
    assert f"https://www.facebook.com/{waiting.replace('_', '/posts/')}" in urls
    assert all("cllrahmed" not in url.lower() for url in urls)
    assert council.bytes_of(TOKEN, SECRET, "Walker", "90099") == {}


def test_where_comments_come_without_authors_no_figure_is_made_of_them(
    council: Council, graph: LocalGraph, page: str
) -> None:
    graph.hides_authors = True

    collected = council.run("collect")
    council.must("measure")

    said = " ".join(collected.output.split())
    assert collected.exit_code == 4
    assert "One message came without its author" in said
    assert "pages_read_user_content" in said
    results = {result["measure"]: result for result in council.json("show", "ahmed")["results"]}
    for measure in ("answered-within-a-day", "still-waiting", "typical-wait"):
        assert (results[measure]["outcome"], results[measure]["value"]) == ("unknown", None)
        assert "of this time was seen: facebook:cllrahmed" in results[measure]["why"]
    assert results["longest-silence"]["outcome"] == "measured"  # what the Page itself said is seen
