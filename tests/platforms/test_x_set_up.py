"""X is off until an administrator says which contract permits it, how much may be read, and gives a token."""

import json
from pathlib import Path

import pytest

from connectors.x import DESCRIPTOR
from connectors.x.budget import DOLLARS_A_READ
from connectors.x.settings import TOKEN as X_TOKEN
from connectors.x.settings import XSettings
from pipelines.collect.connect import connected
from pipelines.keep.folder import Folder
from pipelines.keep.settings import read
from store.published import Published
from store.settings_file import BadSettings
from tests.commands.test_command_line import member
from tests.platforms.local_x import RESIDENT, TOKEN, running, small_talk
from tests.small_council import Council, write_register

pytestmark = pytest.mark.platforms

PLAN = 'plan = "Enterprise, signed 2026-05-01"\n'


def council_with(tmp_path: Path, settings: str, *handles: str) -> Council:
    council = Council(tmp_path / "data")
    council.path.mkdir()
    (council.path / "settings.toml").write_text(settings, encoding="utf-8")
    rows = [member(handle) for handle in handles or ("cllr_ahmed",)]
    council.must("register", str(write_register(tmp_path / "register.csv", rows)))
    return council


@pytest.mark.parametrize(
    ("settings", "token", "why"),
    [
        ("", TOKEN, "no plan that lets a public body use X's API is recorded"),
        ("[x]\nreads_a_month = 100\n", TOKEN, "no plan that lets a public body use X's API is recorded"),
        ('[x]\nplan = " "\nreads_a_month = 100\n', TOKEN, "no plan"),
        (f"[x]\n{PLAN}", TOKEN, "set [x] reads_a_month in settings.toml"),
        (f"[x]\n{PLAN}reads_a_month = 100\n", "", f"put it into the environment as {X_TOKEN}"),
        (f"[x]\n{PLAN}reads_a_month = 100\n", "two\nlines", f"put it into the environment as {X_TOKEN}"),
    ],
)
def test_x_is_left_out_and_collect_says_why_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: str, token: str, why: str
) -> None:
    monkeypatch.setenv(X_TOKEN, token)
    council = council_with(tmp_path, settings)

    with Folder(council.path).archive() as archive, connected(Folder(council.path), archive) as connectors:
        assert "x" not in connectors
        assert why in connectors.left_out["x"]
    told = council.must("collect")

    [line] = [line for line in told.splitlines() if line.startswith("x is not collected: ")]
    assert why in line


def test_a_council_without_accounts_on_x_hears_nothing_of_it(tmp_path: Path) -> None:
    council = Council(tmp_path / "data")
    council.must(
        "register", str(write_register(tmp_path / "register.csv", [{**member("ann"), "platform": "threads"}]))
    )

    assert "x is not collected" not in council.must("collect")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("x = 3", "x is a table"),
        ("[x]\nplan = true", "x.plan must be text"),
        ("[x]\nreads_a_month = -1", "x.reads_a_month must be a whole number"),
        ("[x]\nreads_a_month = true", "x.reads_a_month must be a whole number"),
        ("[x]\nreads_a_month = 1.5", "x.reads_a_month must be a whole number"),
        ('[x]\ntoken = "secret"', r"\[x\] knows plan and reads_a_month, not token"),
    ],
)
def test_settings_that_cannot_be_followed_say_what_to_write(
    tmp_path: Path, settings: str, words: str
) -> None:
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")

    with pytest.raises(BadSettings, match=words):
        read(tmp_path)


def test_without_settings_nothing_may_be_read(tmp_path: Path) -> None:
    assert read(tmp_path).of_platform(DESCRIPTOR) == XSettings(plan="", reads_a_month=0)


def test_from_the_register_to_the_figures_with_what_it_costs_said_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(X_TOKEN, TOKEN)
    with running() as network:
        ids = small_talk(network)
        settings = (
            f'council_accounts = ["x:ann_other"]\n[hosts]\nx_api = "{network.address}"\n'
            f"[x]\n{PLAN}reads_a_month = 5000\n"
        )
        council = council_with(tmp_path, settings)

        told = council.must("collect")
        again = council.must("collect")
        council.must("measure", "--as-of", "2026-11-20T12:00:00Z")
        shown = council.json("show", "--all")
        bill = network.reads
    doctor = council.run("doctor").stdout
    reads = json.loads(council.run("doctor", "--json").stdout)["x_reads"]

    first = told.splitlines()[0]
    assert first.startswith("X: this run will take about ")
    assert "5,000 of 5,000 are left" in first  # said before the first name is looked up
    assert f"{5_000 - bill:,} of 5,000 are left" in again
    assert bill * DOLLARS_A_READ < 0.15
    assert f"X: {5_000 - bill:,} of 5,000 reads are left until " in doctor
    assert (reads["left"], reads["a_month"]) == (5_000 - bill, 5_000)
    [results] = [one["results"] for one in shown if one["member"]]
    counts = {one["measure"]: one["n"] for one in results}
    assert counts["answered-within-a-day"] == 1  # the council's own mention is nobody's question
    assert ids["ask"]
    found = council.bytes_of(RESIDENT, TOKEN)
    assert found == {}
    published = Published(council.path / "published")
    posts = [row["post"] for row in published.occasions("cllr_ahmed", "answered-within-a-day", "90 days")]
    [shown_as] = published.messages(
        posts
    )  # X shows its words only beside its author's name: we have the link
    assert (shown_as["text"], shown_as["is_link_only"]) == ("", True)
    assert shown_as["url"] == f"https://x.com/i/status/{ids['ask']}"
