"""Says what of a query wouldn't run, or wouldn't mean the same, on DuckDB, Spark and PostgreSQL.

A parser forgives more than an engine, so a query may hold only the kinds of node listed here. What two engines read
or write differently shows when each dialect's reading is compared. To use something new, add it with the reason why it
means the same on all three.
"""

from collections.abc import Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.tokens import TokenType

DIALECTS = ("duckdb", "spark", "postgres")

# Functions, and why each means the same on all three.
FUNCTIONS: dict[type[exp.Expr], str] = {
    exp.Abs: "of whole numbers",
    exp.Coalesce: "standard",
    exp.Count: "standard; counts no nulls, and nothing is 0",
    exp.Greatest: "passes over nulls, unlike in the standard and some other engines",
    exp.Lag: "standard, with its offset and default",
    exp.Lead: "standard, with its offset and default",
    exp.Least: "as greatest",
    exp.Max: "of numbers and texts",
    exp.Min: "of numbers and texts; a database of PostgreSQL has to order texts by their bytes (collation C)",
    exp.Nullif: "standard",
    exp.RowNumber: "standard, in an order that leaves no ties",
    exp.Sum: "of whole numbers; over nothing it is null",
}

# What a query is made of. Not here, because an engine lacks it, means something else by it, or nothing needs it yet:
# `/` (of whole numbers it cuts in PostgreSQL), `//`, dates, lists, structs, lambdas, regular expressions, qualify,
# filter (where), limit, with, is [not] distinct from, frames of windows, functions that return tables.
# `like` is here: they differ only over a backslash in the pattern, and no host has one.
PARTS: set[type[exp.Expr]] = {
    exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Union, exp.Subquery,
    exp.Table, exp.TableAlias, exp.Alias, exp.Column, exp.Identifier, exp.Star, exp.Paren, exp.Distinct, exp.Window,
    exp.Case, exp.If, exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.Is, exp.In,
    exp.Exists, exp.Like, exp.DPipe, exp.Add, exp.Sub, exp.Mul, exp.Mod, exp.Neg, exp.Cast, exp.DataType, exp.Literal,
    exp.Boolean, exp.Null,
}  # fmt: skip

# The arguments that a part may have, where some of the others aren't on all three.
ARGUMENTS: dict[type[exp.Expr], set[str]] = {
    exp.Select: {"expressions", "from_", "joins", "where", "group", "having", "order", "distinct"},
    exp.Join: {"this", "on", "kind", "side"},  # no using, natural, asof, positional
    exp.Group: {"expressions"},  # no all, rollup, cube
    exp.Union: {"this", "expression", "distinct"},  # no by name
    exp.Distinct: {"expressions"},  # no on
    exp.Table: {"this", "alias"},  # no schema, sample, pivot
}
JOINS = {("", ""), ("", "LEFT")}
TYPES = {exp.DType.BIGINT, exp.DType.BOOLEAN}  # go by one name on all three; texts and fractions don't
WORDS = {"::": "write cast()", "==": "write ="}
LARGEST = 2**63 - 1
YES_OR_NO = (exp.Predicate, exp.Connector, exp.Not, exp.Boolean)


def troubles(sql: str) -> list[str]:
    """Return what keeps a query from running unchanged on the three engines; nothing if it does."""
    try:
        trees = {dialect: _read(sql, dialect) for dialect in DIALECTS}
    except SqlglotError as error:
        return [f"can't be read: {error}"]
    tree = trees["duckdb"]
    return [*_in_words(sql), *_in_parts(tree), *_in_meaning(tree), *_in_dialects(tree, trees)]


def _read(sql: str, dialect: str) -> exp.Expr:
    """Return a dialect's reading, without two distinctions that the parser makes and the engine doesn't."""

    def plain(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Is) and node.args.get(
            "negate"
        ):  # PostgreSQL: for the sake of rows of columns
            return exp.Not(this=exp.Is(this=node.this, expression=node.expression))
        if dialect == "spark" and isinstance(node, exp.TryCast):  # before Spark had strict casts
            return exp.Cast(**node.args)
        return node

    return sqlglot.parse_one(sql, read=dialect).transform(plain)


def _in_dialects(tree: exp.Expr, trees: dict[str, exp.Expr]) -> Iterator[str]:
    """Yield where a dialect reads something else, or would have to be told in other words what DuckDB read."""
    for dialect, reading in trees.items():
        if reading != tree:
            yield f"{dialect} reads something else"
        rewritten = tree.sql(dialect, comments=False)
        if _read(rewritten, dialect) != tree:
            yield f"{dialect} needs other words: {rewritten}"


def _in_words(sql: str) -> Iterator[str]:
    """Yield what the tree no longer shows: spellings that one engine takes and another doesn't."""
    tokens = sqlglot.tokenize(sql, read="duckdb")
    yield from (f"{token.text}: {WORDS[token.text]}" for token in tokens if token.text in WORDS)
    for token, after in zip(tokens, [*tokens[1:], None], strict=True):
        if (
            token.token_type is TokenType.COMMA
            and after
            and after.token_type in (TokenType.FROM, TokenType.R_PAREN)
        ):
            yield "a comma after the last column"
    if tokens[0].token_type is not TokenType.SELECT:
        yield f"begins with {tokens[0].text}, not with select"
    if tokens[-1].token_type is TokenType.SEMICOLON:
        yield "ends with a semicolon"


def _in_parts(tree: exp.Expr) -> Iterator[str]:
    """Yield each node, and each argument of one, that isn't on the lists."""
    for node in tree.walk():
        kind = type(node)
        if kind not in PARTS and kind not in FUNCTIONS:
            yield f"{kind.__name__}: {node.sql('duckdb')}"
        elif kind in ARGUMENTS and (
            more := {name for name, value in node.args.items() if value} - ARGUMENTS[kind]
        ):
            yield f"{', '.join(sorted(more))} of {node.sql('duckdb')}"


def _in_meaning(tree: exp.Expr) -> Iterator[str]:
    """Yield what all three read, but don't take in the same way."""
    for node in tree.walk():
        told = node.sql("duckdb")
        match node:
            case exp.Join() if (node.kind, node.side) not in JOINS or not node.args.get("on"):
                yield f"a join is inner or left, and says on what: {told}"
            case exp.Subquery() if isinstance(node.parent, exp.From | exp.Join) and not node.alias:
                yield f"PostgreSQL wants a name for it: {told}"
            case exp.Star() if not isinstance(node.parent, exp.Count):
                yield "name the columns"
            case exp.Identifier() if node.quoted or node.this != node.this.lower():
                yield f"Spark reads a text in quotes, PostgreSQL another name in capitals: {told}"
            case exp.Literal() if node.is_string and ("'" in node.this or "\\" in node.this):
                yield f"Spark 3 drops doubled apostrophes, every Spark takes backslashes for escapes: {told}"
            case exp.Literal() if not node.is_string and not (
                node.this.isdecimal() and int(node.this) <= LARGEST
            ):
                yield f"whole numbers of 64 bits only: {told}"
            case exp.Is() if not isinstance(node.expression, exp.Null):
                yield f"only null is asked for with is: {told}"
            case exp.Cast() if not isinstance(node.this, exp.Null) or node.to.this not in TYPES:
                yield f"they round and parse differently; only a null is given a type: {told}"
            case exp.Sum() | exp.Min() | exp.Max() if isinstance(node.this.unnest(), YES_OR_NO):
                yield f"PostgreSQL doesn't add or order yes and no; write case when ... then 1 else 0 end: {told}"
            case exp.Binary() if isinstance(node.left, exp.Literal) and isinstance(node.right, exp.Literal):
                yield f"write what comes out: {told}"
            case exp.Window() if isinstance(node.this, exp.RowNumber | exp.Lead) and not node.args.get(
                "order"
            ):
                yield f"in no order, so each run may give another answer: {told}"
            case exp.Select():
                yield from _in_columns(node)


def _in_columns(select: exp.Select) -> Iterator[str]:
    """Yield columns without a type, and names of columns that may be taken for ones this very query makes."""
    made = {column.alias for column in select.expressions if isinstance(column, exp.Alias)}
    for column in select.expressions:
        if isinstance(column.unalias(), exp.Null):
            yield f"PostgreSQL takes a null without a type for a text: {column.sql('duckdb')}"
    for column in select.find_all(exp.Column):
        if not column.table and column.name in made and column.find_ancestor(exp.Select) is select:
            yield f"say of which relation, {column.name} is also made here"
