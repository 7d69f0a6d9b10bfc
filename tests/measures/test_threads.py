"""Real customer-support threads: every wait equals that of a plain script of its own, wait for wait.

Each company plays a member with an account on x, each customer a resident. Which messages ask is taken from
the product's own `label` command: waits are checked here, not labels.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from labels.question import question
from tests.lanes import ROOT
from tests.measures.twin.history import History, Import, Row
from tests.measures.twin.product import pipelines, run

THREADS = ROOT.parent / "shared" / "data" / "threads" / "twcs_2500.csv"
AS_OF = datetime(2017, 12, 4, tzinfo=UTC)
MONTHS = ("2017-09", "2017-10", "2017-11", "2017-12")
DAY, FORTNIGHT, HOUR = timedelta(days=1), timedelta(days=14), timedelta(hours=1)

pytestmark = pytest.mark.data


def _tweets() -> dict[str, Row]:
    """Return the messages by id, those of 2017, each with its time and the id of what it answers."""
    with THREADS.open(encoding="utf-8", newline="") as file:
        tweets = {row["tweet_id"]: row for row in csv.DictReader(file)}
    for row in tweets.values():
        row["at"] = datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y").isoformat()
        row["answers"] = row["in_response_to_tweet_id"].partition(".")[0]
    return {name: row for name, row in tweets.items() if row["at"] >= "2017-09"}


def _company(row: Row, tweets: dict[str, Row], companies: dict[str, str]) -> str:
    """Return the company a message belongs to: its author, or the first one it names, or the thread's."""
    if row["inbound"] == "False":
        return row["author_id"]
    parent = tweets.get(row["answers"])
    if parent and parent["inbound"] == "False":
        return parent["author_id"]
    for word in row["text"].replace("@", " @").split():
        name = companies.get(word.rstrip(".,:;!?'").removeprefix("@").lower())
        if name and word.startswith("@"):
            return name
    return _company(parent, tweets, companies) if parent else ""


def _posts(tweets: dict[str, Row]) -> list[Row]:
    """Return the threads as rows of a posts file; what names no company is left out."""
    companies = {t["author_id"].lower(): t["author_id"] for t in tweets.values() if t["inbound"] == "False"}
    rows = []
    for name, tweet in tweets.items():
        company = _company(tweet, tweets, companies)
        if company:
            who = "member" if tweet["author_id"] == company else tweet["author_id"]
            row = {"id": name, "account": f"x:{company}", "author": who, "posted_at": tweet["at"]}
            rows.append(row | {"text": tweet["text"], "answers": tweet["answers"]})
    return rows


def _talks(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield what one customer and one company wrote to each other in one conversation, in order."""
    by_id = {row["id"]: row for row in rows}

    def root(row: Row) -> str:
        return root(by_id[row["answers"]]) if row["answers"] in by_id else row["answers"] or row["id"]

    def is_to_company(row: Row) -> bool:
        parent = by_id.get(row["answers"])
        if parent is None or parent["author"] == "member":
            return parent is None or parent["account"] == row["account"]
        return parent["author"] == row["author"] and is_to_company(parent)

    talks = defaultdict(list)
    for row in sorted(rows, key=lambda row: (_at(row), row["id"])):
        parent = by_id.get(row["answers"])
        if row["author"] != "member" and is_to_company(row):
            talks[row["account"], row["author"], root(row)].append(row)
        elif row["author"] == "member" and parent and parent["author"] != "member":
            talks[row["account"], parent["author"], root(row)].append(row)
    yield from talks.values()


def _at(row: Row) -> datetime:
    return datetime.fromisoformat(row["posted_at"])


def _waits(talk: list[Row], asking: set[str]) -> Iterator[tuple[str, float]]:
    """Yield each ask's hours: to the company's first reply from then on, or as long as was looked."""
    asked = last = None
    is_answered = False
    for row in talk:
        now = _at(row)
        if last and now - last >= DAY and (asked is None or is_answered or now - asked > FORTNIGHT):
            asked, is_answered = None, False
        if row["author"] == "member":
            is_answered = asked is not None
        elif asked is None and row["id"] in asking:
            asked = now
            replies = [_at(reply) for reply in talk if reply["author"] == "member" and _at(reply) >= now]
            yield row["id"], min((replies or [AS_OF])[0] - now, FORTNIGHT) / HOUR
        last = now


def _asking(rows: list[Row], folder: Path) -> set[str]:
    """Return the ids of the messages that ask, as the product's text rules say: below a question, by themselves."""
    heard = [row for row in rows if row["author"] != "member"]
    questions = {
        row["id"] for row in rows if row["author"] == "member" and question(row["text"]).value == "yes"
    }
    told = [
        {"text": row["text"], "author": "resident"}
        | ({"context": "reply-to-question"} if row["answers"] in questions else {})
        for row in heard
    ]
    texts = folder / "texts.jsonl"
    texts.write_text("".join(json.dumps(one) + "\n" for one in told))
    labels = [json.loads(line) for line in pipelines(folder, "label", str(texts)).splitlines()]
    return {row["id"] for row, label in zip(heard, labels, strict=True) if label["label"] == "ask"}


def _history(rows: list[Row]) -> History:
    companies = sorted({row["account"] for row in rows})
    register = [
        {
            "member": name,
            "name": name,
            "ward": "",
            "platform": "x",
            "handle": name,
            "consented_on": "2017-01-01",
        }
        for name in (company.removeprefix("x:") for company in companies)
    ]
    return History(
        as_of=AS_OF.isoformat(),
        register=register,
        imports=[Import(rows=rows, covers=f"2017-09-01..{AS_OF:%Y-%m-%d}")],
    )


def test_every_wait_equals_that_of_an_independent_plain_script(tmp_path: Path) -> None:
    if not THREADS.exists():
        pytest.skip(
            "../shared/data/threads is not here: the customer-support threads are not ours to publish"
        )
    rows = _posts(_tweets())

    published = run(_history(rows), tmp_path)
    asking = _asking(rows, tmp_path)
    plain = dict(wait for talk in _talks(rows) for wait in _waits(talk, asking))

    seen = {
        post: value
        for (_, label, measure), result in published.items()
        if measure == "typical-wait" and label in MONTHS
        for _, post, _, _, value in [*result["occasions"], *result["left_out"]]
    }
    assert len(plain) > 100
    assert seen == pytest.approx(plain, rel=0, abs=1e-9)
