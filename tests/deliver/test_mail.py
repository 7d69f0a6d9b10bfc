"""By the council's mail server: a real one, in another process, with TLS and a login, that refuses and hangs up."""

import re
from collections import Counter
from pathlib import Path

import pytest

from pipelines.deliver.deliver import WORK
from store.desk import Desk
from store.locking import one_at_a_time
from tests.deliver.councils import froze, let_in, started, states
from tests.deliver.post_office import PASSWORD, PostOffice, opened
from tests.small_council import Council

pytestmark = pytest.mark.commands


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with opened(tmp_path / "post") as post:
        for name, told in post.environment.items():
            monkeypatch.setenv(name, told)
        yield post


@pytest.fixture
def council(tmp_path: Path, post: PostOffice) -> Council:
    council = started(tmp_path / "data", post.settings())
    froze(council)
    return council


def test_a_frozen_month_goes_to_whoever_chose_it_with_the_document_and_the_same_figures(council, post):
    let_in(council, ["chief@anytown.example"])

    answer = council.must("deliver", "--due")

    [mail] = post.inbox
    assert answer == "Outbox: 1 queued, 1 sent.\n"
    assert (mail["from"], mail["to"]) == ("two-way@anytown.example", ["chief@anytown.example"])
    assert ["Auto-Submitted", "auto-generated"] in mail["headers"]
    assert mail["parts"] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"
    ]  # fmt: skip
    assert "286 of 483 questions. 95% range 53% to 65%." in mail["text"]
    assert "286 of 483 questions. 95% range 53% to 65%." in mail["html"]
    assert states(council) == {"chief@anytown.example": "sent"}


def test_it_goes_once_however_often_the_outbox_is_worked_and_by_whatever_channel(council, post):
    let_in(council, ["chief@anytown.example"])
    council.must("deliver", "--due")

    assert council.must("deliver", "--due") == "Outbox: nothing to do.\n"
    council.must("person", "set", "chief@anytown.example", "--channel", "folder")
    assert council.must("deliver", "--due") == "Outbox: nothing to do.\n"
    council.must("person", "remove", "chief@anytown.example")
    let_in(council, ["chief@anytown.example"])
    assert council.must("deliver", "--due") == "Outbox: nothing to do.\n"

    assert len(post.inbox) == 1


def test_a_revision_is_not_sent_by_itself(council, post):
    let_in(council, ["chief@anytown.example"])
    council.must("deliver", "--due")

    froze(council, revision=2, changed=["waiting"])
    council.must("deliver", "--due")

    assert len(post.inbox) == 1


def test_whoever_chose_nothing_gets_nothing(council, post):
    council.must("person", "add", "chief@anytown.example", "--role", "leadership")

    assert council.must("deliver", "--due") == "Outbox: nothing to do.\n"
    assert post.inbox == []


def test_a_month_that_closed_long_ago_is_no_news(council, post):
    froze(council, "2024-03")
    let_in(council, ["chief@anytown.example"])

    council.must("deliver", "--due")

    assert len(post.inbox) == 1


def test_many_go_by_few_connections(council, post):
    let_in(council, [f"p{number}@anytown.example" for number in range(60)])

    council.must("deliver", "--due")

    assert len(post.inbox) == 60
    assert post.connections == 2  # of fifty messages, and of ten


def test_a_recipient_who_is_refused_stops_nobody_and_is_pointed_out(council, post):
    let_in(
        council, ["a@anytown.example", "nouser@anytown.example", "never@anytown.example", "z@anytown.example"]
    )

    done = council.run("deliver", "--due")

    assert done.exit_code == 4
    assert done.stderr.count("[delivery-failed]") == 2
    assert Counter(states(council).values()) == {"sent": 2, "failed": 2}
    said = {one["recipient"]: one["said"] for one in council.json("deliver", "list")}
    assert said["never@anytown.example"] == "554 5.7.1 [31mrefused as spam"


def test_a_recipient_to_be_tried_later_is_and_in_time_given_up(council, post):
    let_in(council, ["later@anytown.example"])

    done = council.run("deliver", "--due")
    [waits] = council.json("deliver", "list")
    again = council.run("deliver", "--due")

    assert (done.exit_code, "1 message will be tried again" in done.stderr) == (4, True)
    assert (waits["state"], waits["tries"], waits["said"][:3]) == ("queued", 1, "451")
    assert (again.exit_code, again.stdout) == (0, "Outbox: nothing to do.\n")  # not yet
    desk = Desk(council.path / "desk.sqlite")
    for _ in range(19):
        desk.put_off(waits["number"], "", next_us=0, counted=False, now_us=0)
        council.run("deliver", "--due")
    assert states(council) == {"later@anytown.example": "failed"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda toml: re.sub(r"port = \d+", "port = 1", toml), "mail-server"),
        (lambda toml: toml.replace('"two-way"', '"somebody"'), "mail-login"),
    ],
)
def test_where_the_server_cant_be_used_nothing_is_lost_and_no_message_is_blamed(council, post, change, code):
    let_in(council, ["a@anytown.example", "b@anytown.example"])
    settings = (council.path / "settings.toml").read_text()
    (council.path / "settings.toml").write_text(change(settings))

    done = council.run("deliver", "--due")

    assert (done.exit_code, done.stderr.count(f"[{code}]")) == (4, 1)
    assert [(one["state"], one["tries"]) for one in council.json("deliver", "list")] == [("queued", 0)] * 2
    (council.path / "settings.toml").write_text(settings)
    council.must("deliver", "--due")
    assert len(post.inbox) == 2


def test_nothing_is_said_to_a_server_whose_certificate_cant_be_trusted(council, post, monkeypatch):
    let_in(council, ["a@anytown.example"])
    monkeypatch.delenv("SSL_CERT_FILE")

    done = council.run("deliver", "--due")

    assert (done.exit_code, "can't be trusted" in done.stderr, post.connections) == (4, True, 0)
    assert states(council) == {"a@anytown.example": "queued"}


def test_the_password_is_nowhere_but_in_the_environment(council, post, monkeypatch):
    let_in(council, ["a@anytown.example", "nouser@anytown.example"])
    done = [council.run("deliver", "--due")]
    monkeypatch.setenv("TWOWAY_MAIL_PASSWORD", "wrong-but-secret-too")
    let_in(council, ["b@anytown.example"])
    done += [council.run("deliver", "--due"), council.run("doctor"), council.run("doctor", "--json")]
    done += [council.run("deliver", "list"), council.run("deliver", "list", "--json")]

    for secret in (PASSWORD, "wrong-but-secret-too"):
        assert [one for one in done if secret in one.output] == []
        assert council.bytes_of(secret) == {}


def test_no_header_can_be_put_in_by_a_name_or_a_council(tmp_path, post):
    """A council's name with a line end in it, and addresses made to break out of a command."""
    evil = "Anytown\\r\\nBcc: victim@elsewhere.example\\r\\n\\r\\n<script>alert(1)</script>\\u202e"
    council = started(tmp_path / "evil", f'council = "{evil}"\n' + post.settings())
    named = "Anytown\r\nBcc: victim@elsewhere.example\r\n\r\n<script>alert(1)</script>\u202e"
    froze(council, council=named)
    let_in(council, ["a@anytown.example", "b..c@anytown.example", "<x>@anytown.example", "é@anytown.example"])

    council.run("deliver", "--due")

    [mail] = post.inbox
    assert mail["to"] == ["a@anytown.example"]
    assert "Bcc" not in [name for name, _ in mail["headers"]]
    assert "<script" not in mail["html"]
    assert "\u202e" not in mail["text"] + mail["html"] + mail["subject"]
    assert sorted(states(council).values()) == ["failed"] * 3 + ["sent"]


def test_a_line_that_is_a_dot_ends_no_message(tmp_path, post):
    council = started(tmp_path / "dot", post.settings())
    froze(council, council=".")
    let_in(council, ["a@anytown.example"])

    council.must("deliver", "--due")

    [mail] = post.inbox
    assert mail["text"].startswith(". · ")
    assert mail["text"].rstrip().endswith("looks after Two-Way.")


def test_a_connection_that_is_cut_leaves_it_to_a_person_and_nothing_goes_twice(tmp_path, monkeypatch):
    with opened(tmp_path / "post", "hostile") as post:
        for name, told in post.environment.items():
            monkeypatch.setenv(name, told)
        council = started(tmp_path / "data", post.settings())
        froze(council)
        let_in(council, [f"p{number:02}@anytown.example" for number in range(20)])
        desk = Desk(council.path / "desk.sqlite")

        for _ in range(4):  # what was refused for now is tried again
            council.run("deliver", "--due")
            for one in desk.outbox():
                desk.put_off(one.id, "", next_us=0, counted=False, now_us=0)

        found = states(council)
        arrived = Counter(mail["to"][0] for mail in post.inbox)
        assert set(arrived.values()) == {1}
        assert {to for to, state in found.items() if state == "sent"} <= set(arrived)
        unknown = [one for one in council.json("deliver", "list") if one["state"] == "unknown"]
        assert len(unknown) >= 2  # every seventh was taken, and cut off before the answer
        assert {one["recipient"] for one in unknown} <= set(arrived)
        assert set(found.values()) == {"sent", "unknown"}


def test_a_message_left_by_whoever_was_killed_is_unknown_and_stays_so_until_a_person_says(council, post):
    let_in(council, ["a@anytown.example", "b@anytown.example"])
    desk = Desk(council.path / "desk.sqlite")
    from pipelines.deliver.compose import Composer
    from pipelines.deliver.queue import queue
    from pipelines.keep.folder import Folder, now_us

    queue(Folder(council.path), Composer(Folder(council.path), now_us()))
    for one in desk.outbox():
        assert desk.begin(one.id, now_us=now_us())  # as whoever is killed while DATA runs has left it

    done = [council.run("deliver", "--due"), council.run("deliver", "--due")]

    assert [one.exit_code for one in done] == [4, 0]
    assert done[0].stderr.count("[delivery-unknown]") == 2
    assert (set(states(council).values()), post.inbox) == ({"unknown"}, [])
    first, second = (one.id for one in desk.outbox())
    council.must("deliver", "settle", str(first), "--sent", "--by", "Olu")
    council.must("deliver", "settle", str(second), "--again", "--by", "Olu")
    council.must("deliver", "--due")
    assert [mail["to"] for mail in post.inbox] == [["b@anytown.example"]]
    assert set(states(council).values()) == {"sent"}
    assert [line["by"] for line in desk.audit() if line["did"] == "settle message"] == ["Olu", "Olu"]
    assert council.run("deliver", "settle", str(first), "--again", "--by", "Olu").exit_code == 1


def test_two_schedulers_at_once_do_no_harm(council, post):
    let_in(council, ["a@anytown.example"])
    with one_at_a_time(council.path, WORK):
        code, _, aside = council.apart("deliver", "--due")

    assert (code, "[delivery-busy]" in aside, post.inbox) == (3, True, [])
    council.must("deliver", "--due")
    assert len(post.inbox) == 1
