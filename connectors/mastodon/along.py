"""What came along with the member's own messages: what they answered, quoted or shared, as far as everybody sees it.

What they shared or quoted stands inside their message, what they answered is looked up anyway (its id must be known).
"""

from connectors.heard import Heard
from connectors.items import Unreadable
from connectors.mastodon.read import boosted_in, quoted_in
from connectors.mastodon.shapes import Status, moment
from connectors.mastodon.visit import Visit
from facts import Post, Trouble


def came_along(
    visit: Visit, own: list[Status], answered: list[Status], troubles: list[Trouble]
) -> list[Post]:
    """Return other people's messages that the member's own answer, quote or share, and that aren't kept yet."""
    found: dict[str, Status] = {}
    for status in [*answered, *_passed_on(visit, own, troubles)]:
        if not visit.is_own(status) and visit.reader.id_of(status) not in visit.known_ids:
            found.setdefault(status.id, status)
    visit.resolve(list(found.values()), troubles)
    return visit.read_all(list(found.values()), troubles, Heard.ALONG)


def _passed_on(visit: Visit, own: list[Status], troubles: list[Trouble]) -> list[Status]:
    passed_on = []
    for status in own:
        try:
            for inner in (boosted_in(status), quoted_in(status)):
                if inner is not None and inner.is_open:
                    visit.reader.id_of(inner), moment(inner.created_at)  # both are needed
                    passed_on.append(inner)
        except Unreadable as why:
            troubles.append(visit.trouble(why))
    return passed_on
