"""`hourly`: one line for a scheduler. What fails stops nothing that can go on, and two schedulers do no harm."""

import time
from pathlib import Path

import pytest

from pipelines.keep.folder import Folder
from store.locking import AtWork, one_at_a_time
from tests.commands.test_command_line import member
from tests.small_council import Council, write_posts, write_register

pytestmark = [pytest.mark.commands, pytest.mark.timeout(180)]

POSTS = [
    {"id": f"p{day}", "account": "x:ann", "author": "member", "text": "Hello.",
     "posted_at": f"2026-09-{day:02}T09:00:00Z"}
    for day in range(1, 20)
]  # fmt: skip


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = Council(tmp_path / "data")
    council.must("register", str(write_register(tmp_path / "register.csv", [member("ann"), member("bob")])))
    posts = write_posts(tmp_path / "posts.jsonl", POSTS)
    council.must("import", str(posts), "--covers", "2026-09-01..2026-10-03")
    return council


def months(council: Council) -> list[str]:
    return sorted(Folder(council.path, to_read=True).desk.latest_editions())


def test_one_call_collects_measures_and_freezes_what_is_due(council):
    done = council.run("hourly")

    assert done.exit_code in (0, 4), done.output  # X isn't collected without a contract
    assert "Published" in done.stdout
    assert "2026-09" in months(council)


def test_a_call_too_many_freezes_nothing_again(council):
    council.run("hourly")
    before = months(council)

    done = council.run("hourly")

    assert "Every closed month has its edition." in done.stdout
    assert months(council) == before


def test_a_part_that_fails_is_told_and_the_others_are_done(council):
    council.must("measure")
    (council.path / "editions").write_text("in the way", encoding="utf-8")  # so that no month can be frozen

    done = council.run("hourly")

    assert done.exit_code == 1
    assert "Published" in done.stdout
    assert len([line for line in done.stderr.splitlines() if line.endswith("]")]) == 1


def test_what_fails_first_does_not_stop_what_comes_after(council, monkeypatch):
    def broken(_folder):
        raise RuntimeError("a fault of ours, with somebody's words")

    monkeypatch.setattr("pipelines.cli.hourly.PARTS", with_first(broken))
    done = council.run("hourly")

    assert done.exit_code == 1
    assert "[our-fault]" in done.stderr
    assert "somebody's words" not in done.output
    assert "Published" in done.stdout
    assert "2026-09" in months(council)


def with_first(do):
    from pipelines.cli.hourly import PARTS, Part

    return (Part("collect", do), *PARTS[1:])


@pytest.mark.parametrize(
    ("codes", "worst"), [((0, 0, 0), 0), ((4, 0, 0), 4), ((4, 1, 4), 1), ((0, 4, 3), 3), ((1, 3, 4), 1)]
)
def test_it_ends_as_the_worst_of_its_parts(council, monkeypatch, codes, worst):
    import typer

    from pipelines.cli.hourly import Part

    def ending(code):
        def do(_folder):
            raise typer.Exit(code)

        return do

    monkeypatch.setattr(
        "pipelines.cli.hourly.PARTS", tuple(Part("measure", ending(code), False) for code in codes)
    )

    assert council.run("hourly").exit_code == worst


def test_where_another_run_holds_the_archive_it_says_so_once_and_ends_with_3(council):
    with Folder(council.path).archive():
        code, answer, aside = council.apart("hourly")

    assert (code, answer) == (3, "Outbox: nothing to do.\n")
    assert aside.count("[archive-busy]") == 1


def test_while_one_is_at_work_the_second_says_so_and_does_nothing(council):
    with one_at_a_time(council.path, "hourly"):
        code, answer, aside = council.apart("hourly")

    assert (code, answer) == (3, "")
    assert aside.splitlines()[-1].endswith("Two schedulers may be set up. [archive-busy]")
    assert months(council) == []


def test_of_schedulers_that_call_at_once_one_does_it_and_no_harm_is_done(council):
    started = [council.start("hourly") for _ in range(3)]
    ended = [(process, *process.communicate(timeout=120)) for process in started]

    codes = [process.returncode for process, *_ in ended]
    assert {0, 4} & set(codes)
    assert set(codes) <= {0, 3, 4}, ended
    assert months(council).count("2026-09") == 1
    assert council.run("hourly").exit_code in (0, 4)
    assert council.run("doctor", "--json").exit_code in (0, 4)


def test_the_lock_goes_with_whoever_held_it_however_they_end(council):
    process = council.start("hourly")
    while not (council.path / ".hourly").exists() and process.poll() is None:
        time.sleep(0.05)
    process.kill()
    process.communicate(timeout=60)

    assert council.run("hourly").exit_code in (0, 4)


def test_a_lock_is_of_one_folder_and_one_work(tmp_path):
    (tmp_path / "other").mkdir()
    with one_at_a_time(tmp_path, "hourly"):
        with one_at_a_time(tmp_path / "other", "hourly"), one_at_a_time(tmp_path, "weekly"):
            pass
        with pytest.raises(AtWork), one_at_a_time(tmp_path, "hourly"):
            pass
    with one_at_a_time(tmp_path, "hourly"):
        pass


def test_settings_that_cannot_be_followed_end_it_in_one_line(council):
    (council.path / "settings.toml").write_text("council = 3", encoding="utf-8")

    done = council.run("hourly")

    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
