"""What members said: conversation-share, going-out-share, own-questions-share and sharing-share."""

from unicodedata import category

from tests.measures.twin.asks import LINK, episodes, exchanges, has_own_words, without_links_and_handles
from tests.measures.twin.clock import Window, local_day, moment
from tests.measures.twin.figure import Figure, Occasion, share
from tests.measures.twin.history import History, is_plainly_an_invitation
from tests.measures.twin.marks import last_word
from tests.measures.twin.reading import Message, account_of, conversation, messages, plain, registered

SIX = 6  # 39
THREE = 3  # 46


def conversation_share(history: History, member: str, window: Window) -> Figure:
    """Return replies to others among replies, originals and quotes with own words; 84: invitations aside."""
    said = said_in(history, member, window)
    replies = _after_caps([message for message in said if _is_reply_to_others(message)], history, member)
    others = [
        message
        for message in said
        if message.kind == "post" or (message.kind == "quote" and has_own_words(message.text))  # 41, 42
        if not _invites(message, history)
    ]
    counted = [message for message in said if message in replies or message in others]
    return share([_occasion(message, message in replies) for message in counted], {})


def own_questions_share(history: History, member: str, window: Window) -> Figure:
    """77: return originals that invite, or are a poll, among the member's originals."""
    originals = [message for message in said_in(history, member, window) if message.kind == "post"]
    return share([_occasion(message, _invites(message, history)) for message in originals], {})


def going_out_share(history: History, member: str, window: Window) -> Figure:
    """53: return the replies, after caps, in conversations whose first message isn't the member's."""
    said = said_in(history, member, window)
    replies = _after_caps([message for message in said if _is_reply_to_others(message)], history, member)
    first = {message.id: message.writer for message in messages(history)}
    me = ("member", member)  # one in no archive is not M's
    return share([_occasion(one, first.get(conversation(one)) != me) for one in replies], {})


def _invites(message: Message, history: History) -> bool:
    """84: an original or a quote that invites, or a poll; 82: a mark beats the rule."""
    told = last_word(history, message, ("invites", "not-invites"), is_plainly_an_invitation(message.text))
    return told or message.format == "poll"


def said_in(history: History, member: str, window: Window) -> list[Message]:
    """Return what a member said in a window; 93: what they removed is no occasion of any share."""
    as_of = moment(history.as_of)
    return [
        message
        for message in messages(history)
        if message.writer == ("member", member) and window.holds(message.at, as_of)
        if message.removed_at is None
    ]


def _occasion(message: Message, is_met: bool) -> Occasion:
    return Occasion(happened=message.at, post=message.id, met=is_met)


def _is_reply_to_others(message: Message) -> bool:
    """23, 37: it answers something not written by M, or something not in the archive."""
    return message.kind == "reply" and (message.parent is None or message.parent.writer != message.writer)


def _after_caps(replies: list[Message], history: History, member: str) -> list[Message]:
    """38, 40: the six-per-episode cap first, then equal form replies: the earliest in the window counts."""
    beyond_six = _beyond_six(history, member)
    counted: list[Message] = []
    forms: set[str] = set()
    for message in replies:
        form = form_of(message.text)
        if message in beyond_six or (form and form in forms):  # texts left empty are never equal
            continue
        forms.add(form)
        counted.append(message)
    return counted


def _beyond_six(history: History, member: str) -> list[Message]:
    """39: a reply's place is counted from the episode's beginning, also before the window."""
    beyond = []
    for exchange in exchanges(messages(history), member).values():
        for episode in episodes(exchange, history):
            replies = [message for message in episode if message.writer == ("member", member)]
            beyond += replies[SIX:]
    return beyond


def form_of(text: str) -> str:
    """40: lower case, without links, @handles, digits and punctuation, spaces joined."""
    words = without_links_and_handles(text.lower())
    letters = [letter for letter in words if not letter.isdigit() and not category(letter).startswith("P")]
    return " ".join("".join(letters).split())


def sharing_share(history: History, member: str, window: Window) -> Figure:
    """Return shares, quotes and originals with outside links among originals, shares and quotes."""
    as_of = moment(history.as_of)
    taken: dict[tuple[object, str], int] = {}
    occasions, sources = [], set()
    # 46: counted from the day's beginning also where the window begins within it
    for message in (m for m in messages(history) if m.writer == ("member", member) and m.kind != "reply"):
        if message.removed_at is not None:  # 93
            continue
        is_met = _passes_on(message, history)
        source = source_of(message, history) if is_met else ""
        if source:
            key = local_day(message.at, history.time_zone), source
            taken[key] = taken.get(key, 0) + 1
            if taken[key] > THREE:  # 38: no occasion at all
                continue
        if window.holds(message.at, as_of):
            occasions.append(_occasion(message, is_met))
            sources.add(source)
    return share(occasions, {"distinct_sources": len(sources - {""})})


def _passes_on(message: Message, history: History) -> bool:
    if message.kind == "post":  # 43: an original linking outside own and council sites
        return bool(outside_site(message.text, history))
    own = {a for a, owner in registered(history).items() if ("member", owner) == message.writer}
    # 44: M's own account is an occasion but not met; the council's and an absent source are met
    return account_of(f"{message.platform}:{message.source}") not in own


def source_of(message: Message, history: History) -> str:
    """46: the `source` handle lower case without @, else the link's site; empty where unknown."""
    if message.kind != "post" and message.source:
        return plain(message.source, message.platform)
    return outside_site(message.text, history)


def outside_site(text: str, history: History) -> str:
    """45: the site of the first link whose host is not, and is not under, an own or council site."""
    for link in LINK.findall(text):
        site = site_of(link)
        if not any(site == own or site.endswith("." + own) for own in history.own_sites):
            return site
    return ""


def site_of(link: str) -> str:
    """45: a link's host without www., lower case."""
    host = link.lower().removeprefix("http://").removeprefix("https://").removeprefix("www.")
    for mark in "/?#:":
        host = host.partition(mark)[0]
    return host.rstrip(".,;!)")
