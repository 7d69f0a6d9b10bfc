"""What settings.toml may say of signing in; whatever else it says is refused in one line."""

from pathlib import Path
from typing import Any

import pytest

from people.sign_in_settings import of, read
from store.settings_file import BadSettings
from tests.small_council import Council

ADDRESS = "https://two-way.anytown.example"
TABLE = {
    "metadata_url": "https://login.anytown.example/.well-known/openid-configuration",
    "client_id": "two-way",
    "ask": "Web team, web@anytown.example",
}


def settings(address: Any = ADDRESS, **changed: Any) -> dict[str, Any]:
    table = {name: value for name, value in {**TABLE, **changed}.items() if value is not None}
    return {"sign_in": table} | ({"public_address": address} if address is not None else {})


def test_without_the_table_nobody_signs_in(tmp_path: Path) -> None:
    assert read(tmp_path) is None
    assert of({"public_address": ADDRESS}) is None


def test_what_isnt_said_is_safe() -> None:
    told = of(settings())

    assert told is not None
    assert (told.hours, told.looks_kept_days, told.prompt, told.verified_domains) == (
        12,
        365,
        "select_account",
        (),
    )


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://two-way.anytown.example", "https://two-way.anytown.example"),
        ("https://Two-Way.Anytown.example/", "https://two-way.anytown.example"),
        ("https://two-way.anytown.example:443", "https://two-way.anytown.example"),
        ("https://two-way.anytown.example:8443", "https://two-way.anytown.example:8443"),
        ("http://127.0.0.1:8501", "http://127.0.0.1:8501"),
        ("http://[::1]:8501", "http://[::1]:8501"),
    ],
)
def test_an_address_is_understood_as_browsers_write_its_origin(written: str, origin: str) -> None:
    told = of(settings(written))

    assert told is not None
    assert told.public_address == origin


@pytest.mark.parametrize(
    "told",
    [
        settings(None),
        settings("two-way.anytown.example"),
        settings("http://two-way.anytown.example"),
        settings("https://two-way.anytown.example/app"),
        settings("https://two-way.anytown.example?x=1"),
        settings("https://me@two-way.anytown.example"),
        settings("https://[::1"),
        settings("https://two-way.anytown.example:99999"),
        settings("https://two-way.anytown.example:0"),
        settings("ftp://two-way.anytown.example"),
        settings(7),
        settings(metadata_url=None),
        settings(metadata_url="http://login.anytown.example"),
        settings(metadata_url="login"),
        settings(client_id=""),
        settings(client_id=7),
        settings(ask=None),
        settings(ask="Web\nteam"),
        settings(hours=0),
        settings(hours=169),
        settings(hours=True),
        settings(hours="12"),
        settings(hours=1.5),
        settings(looks_kept_days=-1),
        settings(looks_kept_days=4000),
        settings(prompt=""),
        settings(verified_domains="anytown.example"),
        settings(verified_domains=["@anytown.example"]),
        settings(verified_domains=["example"]),
        settings(verified_domains=["*"]),
        settings(client_secret="shh"),
        {"sign_in": "yes", "public_address": ADDRESS},
        {"public_address": "nonsense"},
    ],
)
def test_what_cant_be_followed_is_refused_in_one_line(told: dict[str, Any]) -> None:
    with pytest.raises(BadSettings) as refused:
        of(told)

    said = str(refused.value)
    assert said.startswith("settings.toml: ")
    assert "\n" not in said
    assert "shh" not in said


def test_the_command_line_says_so_too(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('public_address = "nonsense"\n', encoding="utf-8")

    done = Council(tmp_path).run("person", "list")

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("[bad-settings]\n")
