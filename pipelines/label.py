"""Labels: what the text rules say of each message, kept with the rule's version and its reasons.

A page's messages are labelled before they are kept, so rows and labels are committed together. `catch_up`
labels what an older version of a rule labelled, or nobody did, in batches that survive a crash one by one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from facts import Kind, Label, Page, Post
from labels import ask, form
from store.archive import Archive

FORM, OWN_WORDS = "form", "own-words"
FORM_VERSION = 1
BATCH = 20_000

# Which messages a rule is for. Who is a member is judged at the run, so every reply gets a form.
STALE = f"""
    select posts.id, posts.kind, posts.text, parents.text, parents.author = owners.author
    from posts
    left join posts as parents on parents.id = posts.answers
    left join owners on owners.account = posts.account
    where posts.removed_us is null and not posts.is_hidden and not exists (
        select 1 from labels
        where labels.post = posts.id and labels.rule = '{ask.RULE}' and labels.version = {ask.VERSION}
    )
    order by posts.id
    limit {BATCH}
"""


def label_page(page: Page, parents: Mapping[str, Post], owner: str) -> tuple[Page, list[Label]]:
    """Return the page as it may be kept (hidden words gone) and the labels of its messages.

    `parents` are the messages already kept that these answer; `owner` is the member's own pseudonym.
    """
    near = {**parents, **{post.id: post for post in page.posts}}
    labels = [made for post in page.posts for made in labels_of(post, near.get(post.answers or ""), owner)]
    shown = [replace(post, text="", item="", sites=()) if post.is_hidden else post for post in page.posts]
    hidden = {post.id for post in page.posts if post.is_hidden}
    labels = [replace(label, reason="") if label.post in hidden else label for label in labels]
    return replace(page, posts=shown), labels


def labels_of(post: Post, parent: Post | None, owner: str) -> list[Label]:
    """Return the labels of one message. A reply to the member's own question is an answer to it, not an ask."""
    answers_question = parent is not None and parent.author == owner and is_question(parent.text)
    return _labels(post.id, post.kind, post.text, answers_question)


def catch_up(archive: Archive, owners: Mapping[str, str], tell: Callable[[int], None] = lambda _: None) -> int:
    """Label every message that has no label of today's rules. Return how many there were."""
    archive.load("owners", {"account": "string", "author": "string"}, owners.items())
    done = 0
    while rows := archive.rows(STALE):
        labels: list[Label] = []
        for id_, kind, text, parent_text, parent_is_own in rows:
            answers_question = bool(parent_is_own) and is_question(parent_text)
            labels += _labels(id_, Kind(kind), text, answers_question)
        archive.keep_labels(labels)
        done += len(rows)
        tell(done)
    return done


@lru_cache(maxsize=10_000)
def is_question(text: str) -> bool:
    """Say whether a member's own message asks something. A request without a question mark invites no answers."""
    return "?" in text and ask.ask(text).value == "ask"


def _labels(id_: str, kind: Kind, text: str, answers_question: bool) -> Iterable[Label]:
    found = ask.ask(text, answers_question=answers_question)
    yield Label(post=id_, rule=ask.RULE, version=ask.VERSION, value=found.value, reason=found.reason)
    if kind in (Kind.REPLY, Kind.POST):
        yield Label(post=id_, rule=FORM, version=FORM_VERSION, value=form.form_hash(text))
    if kind is Kind.QUOTE:
        value = "yes" if form.has_own_words(text) else "no"
        yield Label(post=id_, rule=OWN_WORDS, version=FORM_VERSION, value=value)
