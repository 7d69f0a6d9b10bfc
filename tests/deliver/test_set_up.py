"""How delivery is set up: settings that are followed or refused, people's choices, and what `doctor` says of it."""

import json

import pytest

from pipelines.keep.settings import read
from store.desk import Desk
from store.outbox import State, Wanted
from store.settings_file import BadSettings
from tests.deliver.councils import froze, let_in, started

pytestmark = pytest.mark.commands

MAIL = '[mail]\nhost = "smtp.anytown.example"\nfrom = "Two-Way <two-way@anytown.example>"\n'
TEMPLATE = "00000000-0000-0000-0000-000000000001"


def settings(tmp_path, toml):
    (tmp_path / "settings.toml").write_text(toml, encoding="utf-8")
    return read(tmp_path)


def test_mail_is_encrypted_where_nobody_says_otherwise(tmp_path):
    mail = settings(tmp_path, MAIL).mail

    assert (mail.host, mail.port, mail.starttls, mail.username) == ("smtp.anytown.example", 587, True, "")
    assert (mail.sender.addr_spec, mail.sender.display_name) == ("two-way@anytown.example", "Two-Way")


def test_without_settings_no_way_out_is_open(tmp_path):
    bare = settings(tmp_path, "")

    assert (bare.mail, bare.notify, bare.deliver) == (None, None, "")


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("mail = 1", "mail is a table"),
        ('[mail]\nfrom = "a@b.example"', "mail.host must be a server"),
        ('[mail]\nhost = "a b"\nfrom = "a@b.example"', "mail.host must be a server"),
        ('[mail]\nhost = "a.example"', "mail.from must be one address"),
        ('[mail]\nhost = "a.example"\nfrom = "a@b.example, c@d.example"', "mail.from must be one address"),
        (
            '[mail]\nhost = "a.example"\nfrom = "a@b.example\\nBcc: c@d.example"',
            "mail.from must be one address",
        ),
        (MAIL + 'reply_to = "nobody"', "mail.reply_to must be one address"),
        (MAIL + "port = 70000", "mail.port must be a whole number"),
        (MAIL + 'starttls = "yes"', "mail.starttls must be true or false"),
        (MAIL + 'starttls = false\nusername = "x"', "would send the password unencrypted"),
        (MAIL + "colour = 1", "mail.colour means nothing here"),
        (MAIL + 'password = "planted-secret"', "a secret stands in [mail]"),
        ('[notify]\nkey = "planted-secret"', "a secret stands in [notify]"),
        ("[notify]", "notify.templates names a template"),
        ('[notify]\ntemplates = { en = "hello" }', "notify.templates names a template"),
        (
            f'[notify]\ntemplates = {{ en = "{TEMPLATE}" }}\nbase_url = "http://a.example"',
            "must begin with https",
        ),
        ('[deliver]\nfolder = "out"', "must be a folder by its whole path"),
    ],
)
def test_what_cant_be_followed_is_refused_without_saying_a_secret(tmp_path, toml, says):
    with pytest.raises(BadSettings) as refused:
        settings(tmp_path, toml)

    assert says in str(refused.value)
    assert "planted-secret" not in str(refused.value)


def test_a_person_is_written_to_as_they_chose_and_that_is_logged(tmp_path):
    council = started(tmp_path / "data")
    council.must("person", "add", "a@b.example", "--role", "comms")
    before = council.json("person", "list")[0]

    answer = council.must(
        "person", "set", "A@b.example", "--channel", "email", "--language", "cy", "--by", "Olu"
    )

    after = council.json("person", "list")[0]
    chosen = ("channel", "language", "attach", "weekly")
    assert [before[name] for name in chosen] == ["none", None, False, False]
    assert [after[name] for name in chosen] == ["email", "cy", False, False]
    assert answer == "a@b.example is written to: email, cy.\n"
    line = Desk(council.path / "desk.sqlite").audit()[-1]
    assert (line["did"], line["what"], line["by"]) == (
        "set person",
        "a@b.example language=cy channel=email",
        "Olu",
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nobody@b.example", "--channel", "email"), "isn't on the list"),
        (("a@b.example",), "Say what is to change"),
        (("a@b.example", "--language", "xx"), "There are no words in 'xx'"),
        (("a@b.example", "--channel", "pigeon"), "pigeon"),
        (("a@b.example", "--weekly"), "isn't a member"),
        (("a@b.example", "--attach"), "isn't a member"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused(tmp_path, arguments, says):
    council = started(tmp_path / "data")
    council.must("person", "add", "a@b.example", "--role", "comms")

    done = council.run("person", "set", *arguments)

    assert (done.exit_code, says in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("deliver",), "deliver --due"),
        (("deliver", "settle", "1", "--by", "Olu"), "--sent if it arrived"),
        (("deliver", "settle", "1", "--sent", "--again", "--by", "Olu"), "--sent if it arrived"),
        (("deliver", "settle", "1", "--sent"), "Say who says so"),
    ],
)
def test_a_command_that_says_too_little_is_refused(tmp_path, arguments, says):
    done = started(tmp_path / "data").run(*arguments)

    assert (done.exit_code, says in done.stderr) == (2, True)


def test_doctor_says_what_is_missing_and_what_a_person_has_to_settle(tmp_path, monkeypatch):
    monkeypatch.delenv("TWOWAY_MAIL_PASSWORD", raising=False)
    council = started(tmp_path / "data", MAIL + 'username = "two-way"\n')
    froze(council)
    let_in(council, ["a@b.example"])
    desk = Desk(council.path / "desk.sqlite")
    wanted = [
        Wanted(kind="edition", period="2026-09", member="", recipient=to, channel="email", message_id=to)
        for to in ("a@b.example", "b@b.example", "c@b.example")
    ]
    desk.queue(wanted, now_us=1)
    desk.begin(1, now_us=1)
    desk.ended(1, State.UNKNOWN, "cut", now_us=1)
    desk.ended(2, State.FAILED, "550", now_us=1)  # long ago: no more to be done about it

    done = council.run("doctor", "--json")

    told = json.loads(done.stdout)
    assert told["delivery"]["set_up"] == {"email": False, "notify": False, "folder": False}
    assert told["delivery"]["people"]["email"] == 1
    assert told["delivery"]["outbox"] == {"queued": 1, "sending": 0, "sent": 0, "failed": 1, "unknown": 1}
    assert [code for code in told["next_step_codes"] if "mail" in code or "delivery" in code] == [
        "mail-not-set-up", "delivery-unknown"
    ]  # fmt: skip
    assert "no TWOWAY_MAIL_PASSWORD in the environment" in done.stdout
