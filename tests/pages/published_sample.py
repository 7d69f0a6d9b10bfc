"""A small published run with every state in it, written by hand so that page tests need no measuring.

All people and posts are invented. The figures follow from the occasions here by simple sums, so that the
pages' "41 of 52" can be checked against the list they open.
"""

import json
import math
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from facts import DAY_US, HOUR_US, Account, Member, to_us
from handles import account_id
from store.desk import Consent, Desk
from tests.lanes import ROOT

HOUSE = ROOT
ZONE = "Europe/London"
HOSTILE = '<img src=x onerror="window.pwned=1"><b>bold</b> **stars** $x^2$ [click](javascript:alert(1)) =1+1 ![i](http://192.0.2.1/leak.gif)'
MEMBERS = (  # id, name, ward, how they behave
    ("anwen-bowen", "Cllr Anwen Bowen", "Harbour", "busy"),
    ("dafydd-cule", "Cllr Dafydd Cule", "Abbey", "busy"),
    ("ffion-ap-gwilym", "Cllr Ffion ap Gwilym", "Traeth Gwyn", "all answered"),
    ("gareth-morgan", "Cllr Gareth Morgan", "Docks & Quay", "busy"),
    ("iolo-swyn", "Cllr Iolo Sŵyn", "Llanŵyr", "too few"),
    ("jo-oneill", "Cllr Jo O'Neill", "Castle", "quiet"),
    ("kwame-okafor", "Cllr Kwame Okafor", "Market", "back"),
    ("lena-price", "Cllr Lena Price", "Hillside", "unattended"),
    ("mo-rees", "Cllr Mohammed Rees", "Riverside", "not seen"),
    ("nia-tudor", "Cllr Nia Tudor", "Old Town", "away"),
    ("owen-vaughan", "Cllr Owen Vaughan", "Parkside", "two accounts"),
    ("siân-pwel", "Cllr Siân Pŵel", "Fernhill", "busy"),
)
ASKS = (
    "When will the pothole on Mill Lane outside the school be fixed?",
    "Is the library closing? People are saying all sorts.",
    "Could somebody look at the street light on Abbey Row, it's been out since half term",
    "Pryd mae'r casgliad bin gwyrdd nesaf?",
    "Who do I speak to about the blocked drain by number 14?",
    "Any news on the crossing at the leisure centre?",
    "Will the park café open again this summer?",
)
ANSWERS = (
    "Thanks for asking. I rang Highways this morning: it's booked for Thursday. I'll post a picture when it's done.",
    "No, it isn't. The consultation is about hours, not closing. Have your say until 5 December.",
    "I walked past last night, you're right. Reported, reference sent to you.",
    "I don't know yet. I've asked and will come back to you here.",
)
ASK_MEASURES = ("answered-within-a-day", "typical-wait", "still-waiting")
UNITS = {
    "answered-within-a-day": "share",
    "typical-wait": "hours",
    "still-waiting": "count",
    "conversation-share": "share",
    "sharing-share": "share",
    "longest-silence": "days",
}


@dataclass
class Sample:
    """Rows by table, as they will be written."""

    as_of: datetime
    tables: dict[str, list[tuple]] = field(default_factory=dict)

    def add(self, table: str, *row: object) -> None:
        self.tables.setdefault(table, []).append(row)


def write(
    data: Path, as_of: datetime | None = None, *, version: str = "sample-1", invented: bool = True
) -> Path:
    """Write a desk and a published run into a data folder. Return the folder."""
    as_of = as_of or datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    data.mkdir(parents=True, exist_ok=True)
    register(data, as_of)
    sample = Sample(as_of)
    labels = windows(sample)
    for index, (member, name, ward, manner) in enumerate(MEMBERS):
        add_member(sample, member, name, ward, manner, labels=labels, chance=random.Random(index))
    add_council(sample, labels)
    facts = {
        "version": version,
        "as_of_us": to_us(as_of),
        "published_us": to_us(as_of),
        "cut_off_us": to_us(as_of),
    }
    facts |= {"council": "Brynmor and Vale Council", "country": "wales", "time_zone": ZONE, "pack": "default"}
    facts |= {"invented": "yes" if invented else "no", "messages": len(sample.tables["messages"])}
    facts |= {"definitions": ",".join(f"{measure}@1" for measure in UNITS)}
    for name, value in facts.items():
        sample.add("meta", name, str(value))
    for measure in UNITS:
        sample.add("definitions", measure, 1, "2026-11-22")
    publish(data / "published", version, sample)
    return data


def register(data: Path, as_of: datetime) -> None:
    desk = Desk(data / "desk.sqlite")
    members = [Member(id=id_, name=name, ward=ward) for id_, name, ward, _ in MEMBERS]
    accounts, consents = [], []
    for id_, _, _, manner in MEMBERS:
        for account in accounts_of(id_, manner):
            platform, handle = account.split(":", 1)
            accounts.append(Account(id=account, member=id_, platform=platform, handle=handle))
            given = date(2025, 1, 6)
            consents.append(
                Consent(account=account, given_on=given, given_by="register", scope="public posts")
            )
    desk.register(members, accounts, consents, handles=[], terms=[], now_us=to_us(as_of))
    desk.close()


def accounts_of(member: str, manner: str) -> list[str]:
    plain = member.encode("ascii", "ignore").decode()
    found = [account_id("bluesky", f"{plain}.example")]
    return [*found, account_id("mastodon", f"{plain}@example.social")] if manner == "two accounts" else found


def windows(sample: Sample) -> dict[str, tuple[int, int]]:
    """Add 13 months and the last 90 days; return their ends by label."""
    end = to_us(sample.as_of)
    found = {"90 days": (end - 90 * DAY_US, end)}
    year, month = sample.as_of.year, sample.as_of.month
    for _ in range(13):
        first = datetime(year, month, 1, tzinfo=UTC)
        following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        found[f"{year}-{month:02d}"] = (to_us(first), to_us(following))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    for label, (start, finish) in sorted(found.items()):
        sample.add("windows", label, "days" if label == "90 days" else "month", start, finish)
    return found


def add_member(sample, member, name, ward, manner, *, labels, chance) -> None:
    sample.add("members", member, name, ward, "")
    end = to_us(sample.as_of)
    last = {"unattended": 202, "quiet": 24, "not seen": 20, "away": 16}.get(manner, 1)
    state = {"unattended": "unattended", "quiet": "quiet", "not seen": "unknown", "away": "declared away"}
    for account in accounts_of(member, manner):
        seen = end - 12 * DAY_US if manner == "not seen" else end
        platform, handle = account.split(":", 1)
        row = (state.get(manner, "active"), end - last * DAY_US, end - 400 * DAY_US, seen, 14.0)
        sample.add("accounts", account, member, platform, handle, *row)
        for label in labels:
            for sight in ("posts", "replies"):
                sample.add("coverage", member, account, sight, label, 0.62 if manner == "not seen" else 1.0)
        if manner == "not seen":
            add_trouble(sample, member, account, seen)
    account = accounts_of(member, manner)[0]
    asks = asks_of(sample, member, account, manner, chance)
    acts = acts_of(sample, member, account, manner, chance)
    for label, (start, finish) in labels.items():
        add_results(sample, member, manner, label, window=(start, min(finish, end)), asks=asks, acts=acts)


def add_trouble(sample, member, account, since) -> None:
    """Let an account be out of sight since a moment, and an earlier stretch for another reason."""
    end = to_us(sample.as_of)
    sample.add("visits", account, end, since, "token", "{}", None)
    for sight in ("posts", "replies"):
        sample.add("unseen", member, account, sight, since, end, "token", "{}")
    hole = (since - 9 * DAY_US, since - 6 * DAY_US, "cap", "{}")
    sample.add("unseen", member, account, "replies", *hole)


def asks_of(sample, member, account, manner, chance) -> list[tuple]:
    """Return (asked_us, post, answer, answered_us) and add the messages."""
    end = to_us(sample.as_of)
    per_month = {"busy": 14, "all answered": 8, "two accounts": 12, "back": 3, "too few": 1}.get(manner, 2)
    if manner == "unattended":
        per_month = 1
    found = []
    for number in range(per_month * 13):
        asked = end - int(chance.uniform(0.2, 395) * DAY_US)
        post, answer = f"at://{member}/ask/{number}", f"at://{member}/answer/{number}"
        wait = int(chance.lognormvariate(2.0, 1.1) * HOUR_US)
        waits_long = manner in ("unattended", "quiet") or chance.random() < 0.18
        if manner == "all answered":
            wait, waits_long = min(wait, 20 * HOUR_US), False
        answered = None if waits_long or asked + wait > end else asked + wait
        text = HOSTILE if (member, number) == ("anwen-bowen", 3) else chance.choice(ASKS)
        is_hidden, is_removed = (
            (manner == "busy" and number % 23 == 5),
            (manner == "busy" and number % 29 == 7),
        )
        shown = "" if is_hidden or is_removed else text
        url = "" if not shown else f"https://social.example/profile/did/post/{member}-{number}"
        kept = (account, "bluesky", "reply", asked, shown, url, is_hidden, is_removed, False)
        sample.add("messages", post, "resident", *kept)
        if answered:
            said = (account, "bluesky", "reply", answered, chance.choice(ANSWERS))
            link = f"https://social.example/profile/did/post/{member}-{number}-a"
            sample.add("messages", answer, "member", *said, link, False, False, False)
        elif not is_removed:
            until = max(end - 12 * DAY_US, asked) if manner == "not seen" else end
            sample.add("waiting", member, account, post, asked, until - asked, until, state_of(until - asked))
        found.append((asked, post, answer if answered else None, answered))
    return sorted(found)


def state_of(waited_us: int) -> str:
    """Return what people are told of an open ask (definition 89)."""
    return "new" if waited_us < DAY_US else "waiting" if waited_us <= 14 * DAY_US else "closed"


def acts_of(sample, member, account, manner, chance) -> list[tuple]:
    """Return (posted_us, post, kind) and add the messages."""
    end = to_us(sample.as_of)
    first = {"unattended": 202, "quiet": 24, "away": 16, "not seen": 20}.get(manner, 1)
    often = {"busy": 26, "all answered": 22, "two accounts": 30, "too few": 1}.get(manner, 6)
    found = []
    for number in range(often * 13):
        posted = end - int(chance.uniform(first, 395) * DAY_US)
        if manner == "back" and end - 60 * DAY_US < posted < end - 6 * DAY_US:
            continue
        kind = chance.choices(("reply", "post", "share", "quote"), (5, 4, 2, 1))[0]
        post = f"at://{member}/act/{number}"
        text = "Thirty-four bags from Saturday's litter pick. Diolch to everyone who came."
        link = f"https://social.example/profile/did/post/{member}-act-{number}"
        kept = (account, "bluesky", kind, posted, text, link, False, False, False)
        sample.add("messages", post, "member", *kept)
        found.append((posted, post, kind))
    return sorted(found)


def add_results(sample, member, manner, label, *, window, asks, acts) -> None:
    start, end = window
    asked = [ask for ask in asks if start <= ask[0] < end]
    acted = [act for act in acts if start <= act[0] < end]
    now = to_us(sample.as_of)
    rows = {measure: [] for measure in UNITS}
    for asked_us, post, answer, answered in asked:
        hours = (answered - asked_us) / HOUR_US if answered else None
        met = hours is not None and hours <= 24
        reason = "no-answer-seen" if hours is None else "answered-within-a-day" if met else "answered-later"
        young = asked_us > now - DAY_US
        rows["answered-within-a-day"].append(
            (
                asked_us,
                post,
                answer,
                None if young else met,
                hours,
                "seen-under-a-day" if young else reason,
                young,
            )
        )
        followed = "waiting-as-far-as-seen" if hours is None else "answered"
        rows["typical-wait"].append((asked_us, post, answer, None, hours, followed, False))
        if answered is None:
            waited = (now - asked_us) / HOUR_US
            rows["still-waiting"].append((asked_us, post, None, None, waited, "waiting", False))
    for posted, post, kind in acted:
        if kind != "share":
            is_reply = kind == "reply"
            reason = "reply" if is_reply else "new-post"
            rows["conversation-share"].append((posted, post, None, is_reply, None, reason, False))
        if kind != "reply":
            shares = kind in ("share", "quote")
            reason = "passes-on-words" if shares else "passes-nothing-on"
            rows["sharing-share"].append((posted, post, None, shares, None, reason, False))
    rows["longest-silence"] = silences(acts, start, end)
    for measure, found in rows.items():
        for row in found:
            sample.add("occasions", member, measure, label, *row[:-1], "{}", row[-1])
        add_result(sample, member, manner, label=label, measure=measure, occasions=found)


def silences(acts, start, end) -> list[tuple]:
    times = [(posted, post) for posted, post, _ in acts]
    found = []
    for (began, post), (ended, act) in zip(times, [*times[1:], (None, None)], strict=True):
        finish = min(ended or end, end)
        if began < end and finish > start:
            days = (finish - began) / DAY_US
            ends = act if ended and ended < end else None
            found.append((began, post, ends, None, days, "between-posts" if ends else "still-silent", False))
    return found


def add_result(sample, member, manner, *, label, measure, occasions) -> None:
    counted = [row for row in occasions if not row[-1]]
    n, unit = len(counted), UNITS[measure]
    value = low = high = met = reason = None
    about = {}
    outcome = "measured"
    if manner == "not seen":
        outcome, n, reason = "unknown", None, "partly-seen"
        about = {"account": "bluesky:a.b.example", "share": 0.62, "sights": [], "because": "token"}
    elif unit == "share":
        met = sum(bool(row[3]) for row in counted)
        if n < 10:
            outcome, reason, about = "too few", "too-few", {"met": met, "n": n, "needs": 10}
        else:
            value, (low, high) = met / n, wilson(met, n)
    elif measure == "typical-wait":
        waits = sorted(row[4] for row in counted if row[4] is not None)
        if n < 10:
            outcome, reason, about = "too few", "too-few", {"n": n, "needs": 10}
        elif len(waits) * 2 < n:
            reason = "under-half-answered"
        else:
            value = waits[math.ceil(n / 2) - 1]
            low, high = waits[max(0, n // 2 - int(n**0.5))], waits[min(len(waits) - 1, n // 2 + int(n**0.5))]
    elif measure == "longest-silence":
        value = max((row[4] for row in counted), default=None)
        if not counted:
            outcome, reason, about = "too few", "too-few", {"n": 0, "needs": 1}
    else:
        value = float(n)
    counts = {}
    if measure in ASK_MEASURES and outcome != "unknown":
        counts = {"asks": len(occasions), "distinct_askers": max(0, len(occasions) - 2), "same_person": 0}
        counts |= {
            "answered_elsewhere": 1 if n and n > 5 else 0,
            "set_aside": 0,
            "removed": 0,
            "backdated": 0,
        }
        counts |= {"younger_than_a_day": len(occasions) - (n or 0), "within_2_days": [met or 0, n or 0]}
        counts |= {"within_5_days": [met or 0, n or 0]}
    if measure == "still-waiting" and outcome != "unknown":
        states = [state_of(int(row[4] * HOUR_US)) for row in counted]
        counts |= {state: states.count(state) for state in ("new", "waiting", "closed")}
    figures = (value, low, high, n, met, unit, reason, json.dumps(about), json.dumps(counts))
    sample.add("results", member, measure, 1, label, outcome, *figures)
    if label != "90 days":
        year, month = map(int, label.split("-"))
        first = to_us(datetime(year, month, 1, tzinfo=UTC))
        sample.add("series", member, measure, label, "month", first, outcome, value, n, met)


def wilson(met: int, n: int) -> tuple[float, float]:
    z, share = 1.959963984540054, met / n
    middle, spread = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def add_council(sample, labels) -> None:
    columns = ("member", "measure", "version", "label", "outcome", "value", "low", "high", "n", "met", "unit")
    rows = [dict(zip(columns, row[:11], strict=True)) for row in sample.tables["results"]]
    for measure, unit in UNITS.items():
        for label in labels:
            here = [row for row in rows if row["measure"] == measure and row["label"] == label]
            seen = [row for row in here if row["outcome"] != "unknown"]
            n = sum(row["n"] or 0 for row in seen)
            met = sum(row["met"] or 0 for row in seen) if unit == "share" else None
            value = low = high = None
            if unit == "share" and n >= 10:
                value, (low, high) = met / n, wilson(met, n)
            elif unit == "hours":
                known = sorted(row["value"] for row in seen if row["value"] is not None)
                value, low, high = (
                    (known[len(known) // 2], known[0], known[-1]) if known else (None, None, None)
                )
            elif unit in ("count", "days"):
                value = float(n) if unit == "count" else max((row["value"] or 0) for row in seen)
            outcome = "measured" if value is not None else "too few"
            figures = (outcome, value, low, high, n, met, len(seen), len(here) - len(seen), unit)
            sample.add("council", measure, label, *figures)


def publish(folder: Path, version: str, sample: Sample) -> None:
    """Write both files, then name them in `current`."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = (HOUSE / "store" / "published.sql").read_text(encoding="utf-8")
    for name, tables in ((f"{version}.duckdb", sample.tables), (f"{version}-own.duckdb", own_tables(sample))):
        with duckdb.connect(folder / name) as file:
            file.execute(schema)
            for table, rows in tables.items():
                insert(file, table, rows)
    (folder / "current").write_text(version, encoding="utf-8")


def own_tables(sample: Sample) -> dict[str, list[tuple]]:
    """A measure for the member's own eyes: one result that nobody else may ever see."""
    names = ("meta", "definitions", "members", "accounts", "windows")
    shared = {name: sample.tables[name] for name in names if name in sample.tables}
    secret = ("own-secret", 1, "90 days", "measured", 7.0, None, None, 7, None, "count", None, "{}", "{}")
    return {**shared, "results": [(member, *secret) for member, *_ in MEMBERS]}


def insert(file: duckdb.DuckDBPyConnection, table: str, rows: list[tuple]) -> None:
    columns = {f"c{place}": list(column) for place, column in enumerate(zip(*rows, strict=True))}
    file.register("rows", pa.table(columns))
    file.execute(f"insert into {table} select * from rows")
    file.unregister("rows")
