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
from labels import stored_rules
from labels.registry import by_id
from pipelines.measure.unlabelled import unlabelled
from store.archive import Archive


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
    tells_words = by_id()[label.rule].tells_words and post.author in register.without_consent
    return replace(label, reason="", value="" if tells_words else label.value)


def _as_it_may_be_kept(post: Post, register: Register) -> Post:
    """Return a post without its words where these may not be kept.

    Of the sites a resident links to goes what may be somebody's own part: `jo.example.org` is `example.org`.
    """
    if not _may_be_kept(post, register):
        return replace(post, text="", item="", url="", sites=(), links=(), mentions=(), address="")
    if post.author not in register.known:  # nothing is counted of a resident's links, nor of whom they name
        sites = (_shown_site(site, register.own_sites) for site in post.sites)
        return replace(post, sites=tuple(dict.fromkeys(sites)), links=(), mentions=(), address="")
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
    said: dict[str, str] = {}
    for rule in stored_rules():
        if not rule.applies_to(post.kind, is_answer=post.answers is not None, by_member=is_on_register):
            continue
        if rule.after and said.get(rule.after[0]) != rule.after[1]:
            continue
        found = rule.says(post.text)
        said[rule.id] = found.value
        yield Label(post=post.id, rule=rule.id, version=rule.version, value=found.value, reason=found.reason)


def catch_up(
    archive: Archive,
    on_register: Iterable[str],
    tell: Callable[[int], None] = lambda _: None,
) -> int:
    """Label every message that has no label of today's rules. Return how many there were."""
    archive.load("on_register", {"author": "string"}, ((author,) for author in on_register))
    done, wanted = 0, unlabelled(stored_rules())
    while rows := archive.rows(wanted):
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
