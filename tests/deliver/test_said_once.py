"""That a message can't go is said by an hourly run when it is news; what stays so is for `doctor` to tell."""

import json
from pathlib import Path

import pytest

from pipelines.cli import hourly
from tests.deliver.councils import froze
from tests.deliver.post_office import opened
from tests.deliver.test_members import ANN, SIGN_IN, council_at
from tests.small_council import Council

pytestmark = [pytest.mark.commands, pytest.mark.timeout(180)]

BOB = "bob@anytown.example"


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Two members who chose e-mail, whose scorecards can't go: there is no sign-in to which a link would lead."""
    monkeypatch.setattr(hourly, "PARTS", hourly.PARTS[-1:])  # delivery alone: nobody is collected here
    with opened(tmp_path / "post") as post:
        for name, told in post.environment.items():
            monkeypatch.setenv(name, told)
        made = council_at(tmp_path, post.settings())
        froze(made)
        made.must("person", "set", ANN, "--channel", "email")
        yield made


def said(council: Council) -> list[str]:
    """Return what an hourly run says of messages that weren't sent."""
    done = council.run("hourly")
    assert done.exit_code == 0, done.output
    return [line for line in done.stderr.splitlines() if "[not-sent]" in line]


def test_it_is_said_once_and_not_hour_by_hour(council):
    told = [said(council) for _ in range(3)]

    assert [len(lines) for lines in told] == [1, 0, 0]
    assert told[0][0].startswith("Not sent to 1 member: a scorecard goes as a link")


def test_it_is_said_again_when_something_changes(council):
    said(council)
    council.must("person", "set", BOB, "--channel", "email")
    assert [line[:21] for line in said(council)] == ["Not sent to 2 members"]
    assert said(council) == []

    council.must("person", "set", ANN, "--channel", "none")
    assert [line[:20] for line in said(council)] == ["Not sent to 1 member"]

    council.must("person", "set", ANN, "--channel", "email")
    council.must("person", "set", BOB, "--channel", "none")
    assert [line[:20] for line in said(council)] == ["Not sent to 1 member"]  # as many, and another one


def test_what_could_go_in_between_and_can_no_more_is_said_again(council):
    said(council)
    council.must("person", "set", ANN, "--channel", "none")
    assert said(council) == []
    council.must("person", "set", ANN, "--channel", "email")

    assert len(said(council)) == 1


def test_whoever_asks_by_hand_is_always_told(council):
    said(council)

    for _ in range(2):
        assert council.run("deliver", "--due").stderr.count("[not-sent]") == 1
    assert said(council) == []


def test_what_stays_unsent_is_what_doctor_tells(council):
    said(council)

    found = json.loads(council.run("doctor", "--json").stdout)

    [told] = [
        step
        for step, code in zip(found["next_steps"], found["next_step_codes"], strict=True)
        if code == "not-sent"
    ]
    assert told.startswith("Not sent to 1 member: a scorecard goes as a link")
    with (council.path / "settings.toml").open("r+", encoding="utf-8") as file:
        before = file.read()
        file.seek(0)
        file.write(
            SIGN_IN.partition("[sign_in]")[0] + before + "[sign_in]" + SIGN_IN.partition("[sign_in]")[2]
        )
    assert "not-sent" not in json.loads(council.run("doctor", "--json").stdout)["next_step_codes"]


def test_nothing_of_anybody_is_kept_for_it(council):
    said(council)

    kept = (council.path / ".not-sent").read_text("ascii")
    assert len(kept.strip()) == 64
