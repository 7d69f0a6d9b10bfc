"""The query for messages that lack a label of today's rules, made of what the rules declare."""

from collections.abc import Iterator, Sequence

from facts import Kind
from labels.rule import Authors, Rule

BATCH = 20_000

AUTHORS = {
    Authors.RESIDENTS: "on_register.author is null",  # who is on the register is never asked of
    Authors.MEMBERS: "on_register.author is not null",  # and the others are never counted
}
KIND = "case when posts.kind = 'post' and posts.answers is not null then 'reply' else posts.kind end"


def unlabelled(rules: Sequence[Rule]) -> str:
    """Return the query for a batch of messages that lack a label of one of these rules, in today's version.

    It gives what labelling needs: id, kind, text, whether it answers a message, whether its author is on the register.
    """
    made = {rule.id: f"made_{number}" for number, rule in enumerate(rules)}
    joins = "\n    ".join(_join(rule, made[rule.id]) for rule in rules)
    lacking = "\n        or ".join(f"({' and '.join(_lacks(rule, made))})" for rule in rules)
    # Words that are gone can't be read again: what was said of them stays.
    # Without the offset DuckDB 2.0.0 drops the limit when no label is of today's version, and reads all at once.
    return f"""
    select posts.id, posts.kind, posts.text, posts.answers is not null, on_register.author is not null
    from posts
    left join on_register on on_register.author = posts.author
    {joins}
    where posts.removed_us is null and not posts.is_hidden and (
        {lacking}
    )
    and (posts.text <> '' or not exists (select 1 from labels where labels.post = posts.id))
    order by posts.id
    limit {BATCH} offset 0
"""


def _join(rule: Rule, name: str) -> str:
    current = f"{name}.rule = {_quoted(rule.id)} and {name}.version = {rule.version}"
    if rule.outdated:
        current += f" and {name}.reason <> {_quoted(rule.outdated)}"
    return f"left join labels as {name} on {name}.post = posts.id and {current}"


def _lacks(rule: Rule, made: dict[str, str]) -> Iterator[str]:
    """Yield what holds of a message that needs this rule's label and hasn't it."""
    yield f"{made[rule.id]}.post is null"
    if rule.reads in AUTHORS:
        yield AUTHORS[rule.reads]
    if rule.kinds != frozenset(Kind):
        yield f"{KIND} in ({', '.join(sorted(_quoted(kind.value) for kind in rule.kinds))})"
    if rule.only_answers:
        yield "posts.answers is not null"
    if rule.after:
        before, value = rule.after
        yield f"{made[before]}.value = {_quoted(value)}"
    if rule.sign:
        yield f"contains(posts.text, {_quoted(rule.sign)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
