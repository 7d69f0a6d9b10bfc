"""By GOV.UK Notify: the official client, and a server that verifies what it signs."""

import base64
from pathlib import Path

import pytest

from tests.deliver import local_notify
from tests.deliver.councils import froze, latest_month, let_in, started, states
from tests.deliver.local_notify import KEY, SECRET, TEMPLATE, LocalNotify
from tests.small_council import Council

pytestmark = pytest.mark.commands


@pytest.fixture
def notify(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TWOWAY_NOTIFY_KEY", KEY)
    with local_notify.running() as notify:
        yield notify


@pytest.fixture
def council(tmp_path: Path, notify: LocalNotify) -> Council:
    council = started(tmp_path / "data", notify.settings)
    froze(council)
    let_in(council, ["chief@anytown.example"], "notify")
    return council


def test_a_message_goes_with_a_link_to_the_file_and_every_field_sanitised(council, notify):
    council.must("deliver", "--due")

    [took] = notify.took
    [row] = council.json("deliver", "list")
    assert (took["email_address"], took["template_id"]) == ("chief@anytown.example", TEMPLATE)
    assert took["reference"] == row["message_id"]
    assert set(took["sanitise_content_for"]) == {"subject", "body"}
    assert set(took["personalisation"]) == {"subject", "body", "file"}
    file = took["personalisation"]["file"]
    assert base64.b64decode(file["file"]).startswith(b"%PDF")
    assert (file["filename"], file["retention_period"]) == (f"summary-{latest_month()}.pdf", "26 weeks")
    assert file["confirm_email_before_download"] is True
    assert "286 of 483 questions" in took["personalisation"]["body"]
    assert "attached" not in took["personalisation"]["body"]
    assert row["state"] == "sent"


def test_it_goes_once(council, notify):
    council.must("deliver", "--due")
    council.must("deliver", "--due")

    assert len(notify.took) == 1


def test_a_wrong_key_sends_nothing_and_blames_no_message(council, notify, monkeypatch):
    monkeypatch.setenv("TWOWAY_NOTIFY_KEY", KEY[:-4] + "0000")

    done = council.run("deliver", "--due")

    assert (done.exit_code, "[notify-key]" in done.stderr, notify.took) == (4, True, [])
    assert states(council) == {"chief@anytown.example": "queued"}


def test_what_was_taken_without_an_answer_is_looked_up_and_not_sent_again(council, notify):
    notify.hangs_up = True

    council.must("deliver", "--due")

    assert (len(notify.took), states(council)) == (1, {"chief@anytown.example": "sent"})


def test_where_even_that_says_nothing_nobody_can_tell_until_notify_can(council, notify):
    notify.hangs_up = notify.hides = True
    done = council.run("deliver", "--due")
    doubtful = states(council)
    notify.hides = False

    council.must("deliver", "--due")

    assert (done.exit_code, doubtful) == (4, {"chief@anytown.example": "unknown"})
    assert (len(notify.took), states(council)) == (1, {"chief@anytown.example": "sent"})


@pytest.mark.parametrize(("code", "state"), [(400, "failed"), (429, "queued"), (500, "unknown")])
def test_each_refusal_is_known_for_what_it_is(council, notify, code, state):
    notify.refuses = [code]

    done = council.run("deliver", "--due")

    [row] = council.json("deliver", "list")
    assert (done.exit_code, row["state"], row["tries"]) == (4, state, 1)
    assert str(code) in row["said"]


def test_what_failed_at_notify_a_person_may_have_sent_again(council, notify):
    notify.hangs_up, notify.status = True, "permanent-failure"
    council.run("deliver", "--due")
    council.run("deliver", "--due")  # by now Notify says what became of it
    failed = states(council)
    notify.hangs_up = False

    council.must("deliver", "settle", "1", "--again", "--by", "Olu")
    council.must("deliver", "--due")

    assert (failed, states(council)) == (
        {"chief@anytown.example": "failed"},
        {"chief@anytown.example": "sent"},
    )
    assert len(notify.took) == 2


def test_the_key_is_nowhere(council, notify):
    notify.refuses = [400]
    done = [council.run("deliver", "--due"), council.run("deliver", "list", "--json"), council.run("doctor")]

    assert [one for one in done if SECRET in one.output] == []
    assert council.bytes_of(SECRET) == {}


def test_a_member_of_a_language_without_a_template_gets_the_english_one(council, notify):
    council.must("person", "set", "chief@anytown.example", "--language", "cy")

    council.must("deliver", "--due")

    [took] = notify.took
    assert took["template_id"] == TEMPLATE
    assert "Cyfieithiad draff" in took["personalisation"]["body"]
