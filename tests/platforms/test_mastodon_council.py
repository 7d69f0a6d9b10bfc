"""A council collects a Mastodon account with the commands; no resident's handle is left anywhere."""

import logging
from pathlib import Path

import pytest

from facts import DAY_US
from pipelines.keep.folder import now_us
from tests.commands.test_command_line import member
from tests.platforms.local_mastodon import HOST, LocalMastodon, fill, running
from tests.platforms.local_platform import Answer
from tests.small_council import Council, write_register

pytestmark = pytest.mark.platforms


def council(path: Path, server: LocalMastodon) -> Council:
    council = Council(path / "data")
    council.path.mkdir()
    (council.path / "settings.toml").write_text(f'[hosts]\nmastodon = "{server.address}"\n', encoding="utf-8")
    row = {**member("ahmed", platform="mastodon"), "handle": f"@cllr_ahmed@{HOST}"}
    council.must("register", str(write_register(path / "register.csv", [row])))
    return council


def test_a_member_is_collected_and_measured(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with running() as server:
        ids = fill(server, now_us())
        html = '<a href="https://far.example/@tom_secretname" class="mention">@tom_secretname</a> hello'
        server.write(ids["rita"], html, now_us() - DAY_US, answers=ids["bins"])
        work = council(tmp_path, server)

        first = work.must("collect")
        again = work.must("collect")
        work.must("measure")

    results = {row["measure"]: row for row in work.json("show", "ahmed")["results"]}
    answered, kept_up = results["answered-within-a-day"], results["conversation-share"]
    assert (answered["met"], answered["n"]) == (2, 2)  # one ask of the same server, one of another
    assert kept_up["met"] == 3
    assert results["longest-silence"]["value"] == 20  # days, between two surgeries
    assert "not finished" not in first + again
    assert work.bytes_of("secretname") == {}
    assert "secretname" not in first + again + caplog.text


def test_a_server_closed_to_outsiders_says_what_to_do(tmp_path: Path) -> None:
    with running() as server:
        fill(server)
        server.mood = lambda: Answer(b"{}", 401)
        work = council(tmp_path, server)

        done = work.run("collect")

    assert done.exit_code == 4
    assert "Ask the member to grant access (a token)" in " ".join(done.output.split())
