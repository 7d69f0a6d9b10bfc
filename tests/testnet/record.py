"""Makes tests/recordings/bluesky: every answer of the test network to one visit.

Generated people on loopback, so nothing in it is anybody's. Run it when the connector asks for something else:
python -m tests.testnet.record
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from connectors.bluesky import Bluesky
from facts import Account, to_us
from store.key import Pseudonyms
from tests.testnet.network import Network, running
from tests.testnet.people import Person

VISIT = Path(__file__).resolve().parent.parent / "recordings" / "bluesky" / "visit.json"
PDS = "http://pds"  # stands for the address of the server, which is another one each time


def main() -> None:
    """Boot the network, tell the story, visit the member and write down every answer."""
    with running() as network:
        people = {name: Person(network, name) for name in ("cllr-ahmed", "jo-walker", "lee-moss")}
        now = datetime.now(UTC).replace(microsecond=0)
        tell(people, now.replace(hour=12, minute=0, second=0) - timedelta(days=1))
        recording = {"as_of_us": to_us(now), "calls": visit(network, people["cllr-ahmed"], to_us(now))}
        for person in people.values():
            person.leaves()
    VISIT.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(recording, indent=1, ensure_ascii=False).replace(network.pds, PDS)
    VISIT.write_text(text + "\n", encoding="utf-8")


def tell(people: dict[str, Person], noon: datetime) -> None:
    """One of each thing that is said on Bluesky."""
    member, jo, lee = people.values()
    lee.hides_from_strangers()
    fair = jo.says("The fair is on Saturday", noon - timedelta(days=6))
    road = member.says("Which road should be mended first?", noon - timedelta(days=5), langs=["en"])
    lane = jo.answers(road, f"Mill Lane. When, @{jo.handle}?", noon - timedelta(days=4.9))
    march = member.answers(lane, "In March.", noon - timedelta(days=4.8), root=road)
    jo.answers(march, "Thank you!", noon - timedelta(days=4.7), root=road)
    lee.answers(road, "Can you mend Station Road?", noon - timedelta(days=4.6))
    lee.quotes(march, "Why so late?", noon - timedelta(days=4.5))
    member.answers(road, "More tomorrow.", noon - timedelta(days=4))
    member.says("Bore da bawb!", noon - timedelta(days=3), langs=["cy"])
    card = {"uri": "https://www.local.example/guide", "title": "A guide", "description": ""}
    embed = {"$type": "app.bsky.embed.external", "external": card}
    member.says("A useful guide: https://anytown.example/roads", noon - timedelta(days=2), embed=embed)
    member.answers(fair, "See you there.", noon - timedelta(days=1.5))
    member.quotes(fair, "Do come.", noon - timedelta(days=1))
    member.shares(fair, noon - timedelta(days=0.9))
    member.says("Imported from elsewhere", noon - timedelta(days=900), key="")


def visit(network: Network, member: Person, now_us: int) -> list[dict[str, Any]]:
    """Return every call of one visit with its answer."""
    lines: list[dict[str, Any]] = []

    def write_down(response: httpx.Response) -> None:
        body = json.loads(response.read())
        url = response.request.url
        lines.append(
            {"path": url.path, "query": url.query.decode(), "status": response.status_code, "answer": body}
        )

    bluesky = Bluesky(
        Pseudonyms(b"k" * 32, is_registered=lambda _: False, is_shown=lambda _: False),
        network.appview,
        network.directory,
    )
    bluesky.servers._client.event_hooks["response"] = [write_down]
    account = Account(id=f"bluesky:{member.handle}", member="m1", platform="bluesky", handle=member.handle)
    list(bluesky.pages(account, {}, now_us))
    bluesky.close()
    return lines


if __name__ == "__main__":
    main()
