"""Into a folder on disk; and with nothing set up, nowhere."""

import email
import stat
from email import policy
from pathlib import Path

import pytest

from pipelines.deliver.channel import Letter
from pipelines.deliver.on_disk import OnDisk
from summaries.email import Email
from tests.deliver.councils import froze, let_in, started, states
from tests.small_council import Council

pytestmark = pytest.mark.commands


@pytest.fixture
def council(tmp_path: Path) -> Council:
    council = started(tmp_path / "data", f'[deliver]\nfolder = "{(tmp_path / "out").as_posix()}"\n')
    froze(council)
    let_in(council, ["chief@anytown.example"], "folder")
    return council


def test_a_message_is_put_there_whole_with_its_document_beside_it(council, tmp_path):
    council.must("deliver", "--due")

    [row] = council.json("deliver", "list")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(names) == 2
    assert names[1] == f"{row['message_id']}.eml"
    assert (tmp_path / "out" / names[0]).read_bytes().startswith(b"%PDF")
    mail = email.message_from_bytes((tmp_path / "out" / names[1]).read_bytes(), policy=policy.default)
    assert (mail["To"], mail["From"]) == ("chief@anytown.example", None)
    assert [part.get_content_type() for part in mail.iter_attachments()] == ["application/pdf"]
    assert stat.S_IMODE((tmp_path / "out" / names[1]).stat().st_mode) == 0o600
    assert row["state"] == "sent"


def test_where_the_folder_cant_be_written_it_waits(council, tmp_path):
    (tmp_path / "out").write_text("a file stands here")

    done = council.run("deliver", "--due")

    assert (done.exit_code, "[deliver-folder]" in done.stderr) == (4, True)
    assert states(council) == {"chief@anytown.example": "queued"}


@pytest.mark.parametrize("channel", ["email", "notify", "folder"])
def test_with_nothing_set_up_nothing_is_sent_and_what_is_missing_is_said(tmp_path, monkeypatch, channel):
    for name in ("TWOWAY_MAIL_PASSWORD", "TWOWAY_NOTIFY_KEY"):
        monkeypatch.delenv(name, raising=False)
    council = started(tmp_path / "bare")
    froze(council)
    let_in(council, ["chief@anytown.example"], channel)

    done = council.run("deliver", "--due")

    assert (done.exit_code, "isn't set up" in done.stderr or "No folder is set up" in done.stderr) == (
        4,
        True,
    )
    assert states(council) == {"chief@anytown.example": "queued"}


def test_an_empty_council_has_nothing_to_send_and_says_so(tmp_path):
    assert started(tmp_path / "bare").must("deliver", "--due") == "Outbox: nothing to do.\n"


def test_what_may_not_go_any_more_leaves_no_file(tmp_path):
    letter = Letter(
        recipient="a@b.example",
        message_id="x" * 32,
        email=Email(language="en", subject="s", text="t", html="<p>t</p>"),
        documents=(("scorecard.pdf", b"%PDF"),),
    )

    assert OnDisk(tmp_path / "out", None).send(letter, lambda: False) is None

    assert list((tmp_path / "out").iterdir()) == []
