"""Through successes and every fault, on every platform: no secret and no stranger's name is told, logged or kept."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors.connector import PlatformTrouble
from facts import DAY_US, HOUR_US
from tests.platforms.local_platform import Answer, said
from tests.platforms.stands import STANDS
from tests.platforms.stands.collecting import Ground, live, settled
from tests.platforms.stands.stand import AHMED, HTML, NOW_US, RITA, TOM, Stand
from tests.small_council import Council

pytestmark = pytest.mark.platforms

KEY = "5c" * 32


@pytest.fixture(params=STANDS)
def ground(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ground]:
    with settled(STANDS[request.param], tmp_path / "data") as ground:
        yield ground


def telling(stand: Stand) -> list[Answer]:
    """Return answers that say what nobody should hear: the token, and who wrote."""
    told = f"{' '.join(stand.secrets)} of @{RITA} at https://x.com/{TOM}/status/1 and {stand.address}/@{RITA}"
    words = {"error": told, "title": told, "detail": told, "message": told, "errors": [{"message": told}]}
    away = {"Location": f"http://127.0.0.1:1/@{RITA}/{'-'.join(stand.secrets)}"}
    soon = stand.limits(datetime.now(UTC) + timedelta(minutes=9))
    return [
        *(said(words, status) for status in (400, 401, 402, 403, 404, 410, 500)),
        said({"error": {"message": told, "type": told, "code": 190, "fbtrace_id": told}}, 401),
        said({"error": {"message": told, "code": 100, "error_subcode": 33}}, 400),
        Answer(f"<html>{told}".encode(), 502, HTML),
        Answer(f"<html>{told}".encode(), 200, HTML),
        Answer(f'{{"data": "{told}'.encode()),
        Answer(f'{{"{told}": "{told}"}}'.encode()),
        Answer(f'[{{"{told}": "{told}"}}]'.encode()),
        Answer(f'{{"data": "{told}"}}'.encode(), is_cut=True),
        Answer(f'{{"{told}": 1}}'.encode(), 429, {**soon, "X-Told": told}),
        Answer(b"", 302, away),
    ]


@contextmanager
def listening(heard: list[str]) -> Iterator[None]:
    """Note every trouble as Python would print it, with all that led to it."""
    init = PlatformTrouble.__init__

    def noted(self: Any, *given: Any, **named: Any) -> None:
        init(self, *given, **named)
        heard.append("".join(traceback.format_stack(limit=1)) + repr(self) + str(self))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PlatformTrouble, "__init__", noted)
        yield


def plant(ground: Ground) -> None:
    """Let people name each other in every way there is."""
    stand = ground.stand
    post = stand.post(
        AHMED,
        f"Thanks @{RITA}, see https://x.com/{TOM}/status/17 and https://facebook.com/{RITA}",
        NOW_US - HOUR_US,
    )
    if stand.has_replies:
        stand.reply(
            RITA,
            post,
            f"@{TOM} too: https://bsky.app/profile/{TOM} http://instagram.com/{TOM}",
            NOW_US - HOUR_US // 2,
        )


def tables(path: Path) -> str:
    """Return every row of every table of a database file, but links to posts: some have no form without a name."""
    with duckdb.connect(str(path), read_only=True, config={"threads": 1}) as db:
        names = db.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        rows = [db.execute(f"select * from {schema}.{name}").fetchdf() for schema, name in names]
    return "\n".join(
        table.drop(columns=[name for name in table.columns if name == "url"]).to_csv() for table in rows
    )


def test_no_secret_and_no_strangers_name_gets_out(
    ground: Ground, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    stand = ground.stand
    caplog.set_level(logging.DEBUG)
    live(ground, NOW_US - 3 * DAY_US, 3)
    plant(ground)
    council, heard, outputs = Council(ground.path), [], []

    with listening(heard):
        for number, answer in enumerate(telling(stand)):
            is_there = stand.is_replies if number % 2 and stand.has_replies else stand.is_list
            stand.fault = lambda asked, answer=answer, is_there=is_there: answer if is_there(asked) else None
            seen = ground.run(NOW_US + number * HOUR_US)
            outputs.append("\n".join(f"{trouble!r} {trouble}" for trouble in seen.troubles))
        stand.fault = lambda asked: said({"error": {"code": 190, "message": f"{RITA} {stand.secrets}"}}, 401)
        outputs.append(council.run("collect").output)
        stand.fault = lambda _: None
        seen = ground.run(NOW_US + 30 * HOUR_US)
        for command in (["measure"], ["doctor"], ["show", "--all"], ["show", "--all", "--json"]):
            outputs.append(council.run(*command).output)

    assert len(heard) >= 10
    assert len(seen.of(ground.account)) >= 4
    published = [tables(path) for path in ground.path.joinpath("published").glob("*.duckdb")]
    assert published
    places = {
        "logs": caplog.text + repr([(record.args, record.exc_info) for record in caplog.records]),
        "exceptions": "\n".join(heard),
        "output": "\n".join(outputs) + "".join(capfd.readouterr()),
        "archive": tables(ground.path / "archive.duckdb"),
        "published": "\n".join(published),
    }
    planted = (*stand.secrets, KEY, RITA, TOM)
    told = {(place, one) for place, text in places.items() for one in planted if one.lower() in text.lower()}
    assert told == set()
    for name in ("archive.duckdb", "desk.sqlite"):
        held = (ground.path / name).read_bytes()
        assert [one for one in (*stand.secrets[:2], KEY) if one.encode() in held and not one.isdigit()] == []
