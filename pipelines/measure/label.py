"""Labels: what the text rules say of each message, kept with the rule's version and its reasons.

A page's messages are labelled before they are kept, so rows and labels are committed together. `catch_up`
labels what an older version of a rule labelled, or nobody did, in batches that survive a crash one by one.
A label tells of one text and nothing else: which messages came before it never matters. What it means beside the
message it answers is for the relations to say (metrics/relations/exchanges.sql).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from connectors.links import shown_host
from facts import Kind, Label, Page, Post
from labels.ask import ANSWERS, ASKS_TOO, QUESTION, RULE, VERSION, ask, is_question
from labels.form import form_hash, has_own_words
from labels.invites import RULE as INVITES
from labels.invites import VERSION as INVITES_VERSION
from labels.invites import invites
from store.archive import Archive

FORM, OWN_WORDS = "form", "own-words"
FORM_VERSION = 1
BATCH = 20_000

# Messages that lack a label of today's rules. Those on the register are never asked of; the others never counted.
# Once labels were made beside the message answered: one that was called an answer is labelled anew, by itself.
# Words that are gone can't be read again: what was said of them stays.
# Without the offset DuckDB 2.0.0 drops the limit when no label is of today's version, and reads all at once.
STALE = f"""
    select posts.id, posts.kind, posts.text, posts.answers is not null, on_register.author is not null
    from posts
    left join on_register on on_register.author = posts.author
    left join labels as asks on asks.post = posts.id and asks.rule = '{RULE}' and asks.version = {VERSION}
        and asks.reason <> '{ANSWERS.replace("'", "''")}'
    left join labels as too on too.post = posts.id and too.rule = '{ASKS_TOO}' and too.version = {VERSION}
    left join labels as questions on questions.post = posts.id and questions.rule = '{QUESTION}'
        and questions.version = {VERSION}
    left join labels as forms on forms.post = posts.id and forms.rule = '{FORM}' and forms.version = {FORM_VERSION}
    left join labels as words on words.post = posts.id and words.rule = '{OWN_WORDS}'
        and words.version = {FORM_VERSION}
    left join labels as invited on invited.post = posts.id and invited.rule = '{INVITES}'
        and invited.version = {INVITES_VERSION}
    where posts.removed_us is null and not posts.is_hidden and (
        (on_register.author is null and asks.post is null)
        or (on_register.author is null and asks.value = 'ask' and posts.answers is not null and too.post is null)
        or (on_register.author is not null and posts.kind <> 'share' and posts.text like '%?%'
            and questions.post is null)
        or (on_register.author is not null and forms.post is null
            and (posts.kind = 'reply' or (posts.kind = 'post' and posts.answers is not null)))
        or (posts.kind = 'quote' and words.post is null)
        or (on_register.author is not null and invited.post is null
            and (posts.kind = 'quote' or (posts.kind = 'post' and posts.answers is null)))
    )
    and (posts.text <> '' or not exists (select 1 from labels where labels.post = posts.id))
    order by posts.id
    limit {BATCH} offset 0
"""


@dataclass(frozen=True, slots=True)
class Register:
    """Whose words are whose, by pseudonym."""

    known: frozenset[str]  # everybody who is, or was, a member, and the council
    without_consent: frozenset[
        str
    ]  # of these, members with no live consent: what they say elsewhere isn't kept
    own_sites: frozenset[str] = frozenset()  # the council's and members' own, as settings name them


def label_page(page: Page, register: Register) -> tuple[Page, list[Label]]:
    """Return the page as it may be kept (words that may not be kept are gone) and the labels of its messages."""
    labels: list[Label] = []
    for post in page.posts:
        found = labels_of(post, is_on_register=post.author in register.known)
        labels += found if _may_be_kept(post, register) else [_wordless(one, post, register) for one in found]
    return replace(page, posts=[_as_it_may_be_kept(post, register) for post in page.posts]), labels


def _wordless(label: Label, post: Post, register: Register) -> Label:
    """Return a label without the words that made it.

    What kind of message it is stays (decision 15). The form of a message is a hash by which anybody could test a
    guess at its words: of a member who hasn't said yes there is none. It stays in its place, so that nobody makes it.
    """
    is_form = label.rule == FORM and post.author in register.without_consent
    return replace(label, reason="", value="" if is_form else label.value)


def _as_it_may_be_kept(post: Post, register: Register) -> Post:
    """Return a post without its words where these may not be kept.

    Of the sites a resident links to goes what may be somebody's own part: `jo.example.org` is `example.org`.
    """
    if not _may_be_kept(post, register):
        return replace(post, text="", item="", url="", sites=())
    if post.sites and post.author not in register.known:  # nothing is counted of a resident's links
        sites = (_shown_site(site, register.own_sites) for site in post.sites)
        return replace(post, sites=tuple(dict.fromkeys(sites)))
    return post


def _shown_site(site: str, own_sites: frozenset[str]) -> str:
    """Return a site as it may be kept of a resident. Settings name own sites, whoever links to one.

    Whoever registers later was a resident until then: their links to own sites must count as such afterwards.
    """
    labels = site.split(".")
    ends = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((end for end in ends if end in own_sites), shown_host(site))


def _may_be_kept(post: Post, register: Register) -> bool:
    """Say whether a post's words may be kept: not where its author hides them, or is a member who hasn't said yes."""
    return not post.is_hidden and post.author not in register.without_consent


def labels_of(post: Post, *, is_on_register: bool) -> Iterator[Label]:
    """Yield the labels one message needs."""
    is_reply = post.kind is Kind.REPLY or (post.kind is Kind.POST and post.answers is not None)
    if not is_on_register:
        yield from _asks(post)
    elif is_reply:
        yield Label(post=post.id, rule=FORM, version=FORM_VERSION, value=form_hash(post.text))
    elif post.kind is not Kind.SHARE:
        yield _invites(post)
    if is_on_register and post.kind is not Kind.SHARE:
        value = "yes" if is_question(post.text) else "no"
        yield Label(post=post.id, rule=QUESTION, version=VERSION, value=value)
    if post.kind is Kind.QUOTE:
        value = "yes" if has_own_words(post.text) else "no"
        yield Label(post=post.id, rule=OWN_WORDS, version=FORM_VERSION, value=value)


def _asks(post: Post) -> Iterator[Label]:
    """Yield whether a resident asks something, and whether that holds where they answer the member's own question."""
    found = ask(post.text)
    yield Label(post=post.id, rule=RULE, version=VERSION, value=found.value, reason=found.reason)
    if found.value == "ask" and post.answers is not None:
        too = ask(post.text, answers_question=True)
        value = "yes" if too.value == "ask" else "no"
        yield Label(post=post.id, rule=ASKS_TOO, version=VERSION, value=value, reason=too.reason)


def _invites(post: Post) -> Label:
    """Return whether somebody on the register asks residents to respond, in a post or quote of theirs."""
    found = invites(post.text)
    value = "yes" if found else "no"
    return Label(post=post.id, rule=INVITES, version=INVITES_VERSION, value=value, reason=found.reason)


def catch_up(
    archive: Archive,
    on_register: Iterable[str],
    tell: Callable[[int], None] = lambda _: None,
) -> int:
    """Label every message that has no label of today's rules. Return how many there were."""
    archive.load("on_register", {"author": "string"}, ((author,) for author in on_register))
    done = 0
    while rows := archive.rows(STALE):
        labels = [label for row in rows for label in _relabelled(row)]
        archive.keep_labels(labels)
        done += len(rows)
        tell(done)
    return done


def _relabelled(row: Sequence[Any]) -> Iterator[Label]:
    id_, kind, text, has_parent, is_on_register = row
    answers = id_ if has_parent else None
    post = Post(
        id=id_, platform="", account="", author="", kind=Kind(kind), posted_us=0, text=text, answers=answers
    )
    yield from labels_of(post, is_on_register=is_on_register)
