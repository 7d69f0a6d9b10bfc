"""Says where a query leaves a cast to the engine: DuckDB, Spark and PostgreSQL don't make the same ones.

A column is a text, a whole number of any width, or yes or no. Nothing mixes them.
"""

from collections.abc import Iterable, Iterator

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify

Columns = dict[str, dict[str, str]]  # relation -> column -> type, as DuckDB names it
TEXT, WHOLE, YES_OR_NO = "text", "whole number", "yes or no"

ALIKE = (
    exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE, exp.In, exp.Coalesce, exp.Least, exp.Greatest, exp.Nullif,
    exp.Lag, exp.Lead, exp.Case,
)  # fmt: skip
OF_ONE_KIND = {
    **dict.fromkeys((exp.And, exp.Or, exp.Not, exp.Where, exp.Having), YES_OR_NO),
    **dict.fromkeys((exp.Add, exp.Sub, exp.Mul, exp.Mod, exp.Neg, exp.Abs, exp.Sum), WHOLE),
    **dict.fromkeys((exp.Like, exp.DPipe), TEXT),
}


def mixed(sql: str, columns: Columns) -> list[str]:
    """Return where a query mixes kinds, or names what isn't there; nothing if it doesn't."""
    try:
        named = qualify(
            sqlglot.parse_one(sql, read="duckdb"), schema=columns, dialect="duckdb", quote_identifiers=False
        )
    except SqlglotError as error:
        return [f"names what isn't there: {error}"]
    tree = annotate_types(named, schema=columns, dialect="duckdb")
    return [trouble for node in tree.walk() for trouble in _in_node(node)]


def _in_node(node: exp.Expr) -> Iterator[str]:
    told = node.sql("duckdb", comments=False)
    kinds = _kinds(_operands(node))
    if isinstance(node, ALIKE) and len(kinds) > 1:
        yield f"mixes {' and '.join(sorted(kinds))}: {told}"
    if wanted := OF_ONE_KIND.get(type(node)):
        yield from (f"takes a {kind} for a {wanted}: {told}" for kind in kinds if kind != wanted)
    match node:
        case exp.Min() | exp.Max() if kinds == {YES_OR_NO}:
            yield f"PostgreSQL doesn't order yes and no: {told}"
        case exp.Case() if not node.this and _kinds(branch.this for branch in node.args["ifs"]) != {
            YES_OR_NO
        }:
            yield f"when wants yes or no: {told}"
        case exp.Join() if _kinds([node.args["on"]]) != {YES_OR_NO}:
            yield f"on wants yes or no: {told}"
        case exp.Union():
            rows = zip(node.left.selects, node.right.selects, strict=True)
            yield from (f"mixes kinds: {a.sql()} and {b.sql()}" for a, b in rows if len(_kinds([a, b])) > 1)


def _operands(node: exp.Expr) -> list[exp.Expr]:
    """Return what a node puts side by side."""
    match node:
        case exp.Case():
            return [
                *(branch.args["true"] for branch in node.args["ifs"]),
                node.args.get("default") or exp.null(),
            ]
        case exp.In():
            return [node.this, *node.expressions, *([node.args["query"]] if node.args.get("query") else [])]
        case exp.Lag() | exp.Lead():
            return [node.this, node.args.get("default") or exp.null()]
        case exp.Count():
            return []
    return [value for value in node.iter_expressions() if isinstance(value, exp.Expr)]


def _kinds(nodes: Iterable[exp.Expr]) -> set[str]:
    """Return the kinds of some expressions; a null is of every kind."""
    return {_kind(node) for node in nodes if not isinstance(node, exp.Null)}


def _kind(node: exp.Expr) -> str:
    of = node.type.this if node.type else None
    if isinstance(node, exp.Subquery | exp.Exists | exp.Predicate | exp.Connector | exp.Not):
        of = node.selects[0].type.this if isinstance(node, exp.Subquery) else exp.DType.BOOLEAN
    if of in exp.DataType.TEXT_TYPES:
        return TEXT
    if of in exp.DataType.INTEGER_TYPES:
        return WHOLE
    return YES_OR_NO if of == exp.DType.BOOLEAN else f"{of}"
