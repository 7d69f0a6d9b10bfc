"""What members posted: formats, corrections and credit-share."""

import re
from math import exp, log

from tests.measures.twin.asks import LINK
from tests.measures.twin.clock import DAY, SECOND, Window
from tests.measures.twin.figure import ENOUGH, Figure, Occasion, share
from tests.measures.twin.history import PLAIN_CORRECTIONS, PLAIN_CREDITS, History, is_plainly
from tests.measures.twin.marks import is_confirmed, last_word
from tests.measures.twin.reading import Message, account_of, conversation, messages, registered
from tests.measures.twin.said import said_in, site_of
from tests.measures.twin.sight import POSTS, is_covered
from tests.measures.twin.words import copies_somebody, is_no_share

HANDLE = re.compile(r"(?<![^\W_])@[\w.:-]+")  # 72
CORRECTS = ("corrects", "not-corrects")
CREDITS = ("credits", "not-credits")


def corrections(history: History, member: str, window: Window) -> Figure:
    """81: return the messages that correct, of any kind but share, less those a person refused."""
    found = [
        message
        for message in said_in(history, member, window)
        if is_no_share(message)
        and last_word(history, message, CORRECTS, is_plainly(PLAIN_CORRECTIONS, message.text))
    ]
    confirmed = sum(is_confirmed(history, message, CORRECTS) for message in found)
    occasions = [Occasion(happened=message.at, post=message.id) for message in found]
    return Figure(
        unit="count", value=len(found), n=len(found), counts={"confirmed": confirmed}, occasions=occasions
    )


def formats(history: History, member: str, window: Window) -> Figure:
    """79: return the effective number of formats of the originals."""
    originals = [one for one in said_in(history, member, window) if one.kind == "post"]
    used = [format_of(one, history) for one in originals]
    sizes = {name: used.count(name) for name in sorted(set(used))}
    figure = Figure(
        unit="number",
        n=len(used),
        counts={"formats": sizes, "new": new_formats(history, member, window, set(used))},
        occasions=[Occasion(happened=one.at, post=one.id) for one in originals],
    )
    if len(used) < ENOUGH:
        figure.outcome = "too few"
    else:
        figure.value = exp(-sum(n / len(used) * log(n / len(used)) for n in sizes.values()))
    return figure


def format_of(original: Message, history: History) -> str:
    """79: an original that M continues within an hour is a thread whatever its format."""
    continues = [
        reply
        for reply in messages(history)
        if reply.writer == original.writer
        and reply.kind == "reply"
        and reply.parent is not None
        and reply.parent.writer == original.writer
        and conversation(reply) == original.id == conversation(original)
        and 0 <= reply.at - original.at <= 3_600 * SECOND
    ]
    return "thread" if continues else original.format


def new_formats(history: History, member: str, window: Window, used: set[str]) -> list[str]:
    """79: the formats not used in the 91 days before the window; none where those were seen for less than 90 %."""
    begins = window.parts(window.stop)[0][0]
    before = Window(label="before", start=begins - 91 * DAY, stop=begins)
    if not is_covered(history, member, before, POSTS):
        return []
    earlier = {format_of(one, history) for one in said_in(history, member, before) if one.kind == "post"}
    return sorted(used - earlier)


def credit_share(history: History, member: str, window: Window) -> Figure:
    """76: return the posts that pass on somebody's work and name the source."""
    occasions = []
    for message in said_in(history, member, window):
        if message.kind in ("share", "quote"):
            if not is_own_source(message, history):
                occasions.append(Occasion(happened=message.at, post=message.id, met=True))
        elif message.kind == "post" and (
            links_outside(message, history) or copies_somebody(message, history)
        ):
            credits = last_word(history, message, CREDITS, is_plainly(PLAIN_CREDITS, message.text))
            met = credits or names_somebody(message, history)
            occasions.append(Occasion(happened=message.at, post=message.id, met=met))
    return share(occasions, {})


def is_own_source(message: Message, history: History) -> bool:
    """76: a share or quote whose `source` is one of M's own accounts is left out."""
    own = {a for a, owner in registered(history).items() if ("member", owner) == message.writer}
    return account_of(f"{message.platform}:{message.source}") in own


def links_outside(message: Message, history: History) -> bool:
    """45: a link to no own or council site; 76: nor the `url` of a message of M, which goes with the words (24)."""
    is_there = [other for other in messages(history) if other.url and other.removed_at is None]
    own = {one_way(other.url) for other in is_there if other.writer == message.writer}
    return any(
        not any(site == mine or site.endswith("." + mine) for mine in history.own_sites)
        for link in LINK.findall(message.text)
        if (site := site_of(link)) and one_way(link) not in own
    )


def names_somebody(message: Message, history: History) -> bool:
    """76: @mentions, outside links, an account that is not one of M's on that platform."""
    own = {a for a, owner in registered(history).items() if ("member", owner) == message.writer}
    handles = HANDLE.findall(LINK.sub(" ", message.text))
    return any(account_of(f"{message.platform}:{handle.rstrip('.:-')}") not in own for handle in handles)


def one_way(link: str) -> str:
    """78: lower case, without scheme, www., query, fragment, trailing punctuation and /."""
    plain = link.lower().removeprefix("http://").removeprefix("https://").removeprefix("www.")
    return plain.partition("?")[0].partition("#")[0].rstrip("./,;:!)")
