"""Whole tables of a published run, as they may be handed on: nothing that rests on an account without a live consent.

It is what store/showing.py shows of a member and a window, for all of them at once. What is for a member's own eyes
lies in another file, which is never opened here.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb

from store.described import Column, Table, tables
from store.opened import trouble_of
from store.published_file import PublishedFile
from store.trouble import StoreTrouble

ROWS_AT_ONCE = 10_000

# `touched`: members whose figures rest on an account that has been withdrawn since they were worked out.
KNOWN = """
    with live as (select unnest($live::varchar[]) as account),
    people as (select distinct member from accounts where account in (select account from live)),
    touched as (select distinct member from accounts where account not in (select account from live)),
    kept as (select post from messages where account in (select account from live))
"""
OF_AN_ACCOUNT = "account in (select account from live)"
OF_PEOPLE = "member in (select member from people)"
OF_OTHERS = f"{OF_PEOPLE} and member not in (select member from touched)"
STAYS = f"""
    {OF_PEOPLE} and (
        member not in (select member from touched)
        or (
            post is null
            and json_extract_string(reason_parameters, '$.account') in (select account from live)
        )
        or (post in (select post from kept) and (answer is null or answer in (select post from kept)))
    )
"""
WHOLE = "true"
WHICH = {
    "meta": "name <> 'folder'",  # by which the data folder knows its own files
    "members": OF_PEOPLE,
    "definitions": WHOLE,
    "accounts": OF_AN_ACCOUNT,
    "platforms": WHOLE,
    "visits": OF_AN_ACCOUNT,
    "unseen": OF_AN_ACCOUNT,
    "windows": WHOLE,
    "results": OF_PEOPLE,
    "occasions": STAYS,
    "messages": OF_AN_ACCOUNT,
    "series": OF_OTHERS,
    "waiting": OF_AN_ACCOUNT,
    "coverage": OF_AN_ACCOUNT,
    "late": WHOLE,
    "council": WHOLE,
}
HUSHED = {
    **dict.fromkeys(("value", "low", "high", "n", "met"), "null"),
    "outcome": "'unknown'",
    "reason": "'consent-ended'",
    "reason_parameters": "'{}'",
    "counts": "'{}'",
}


class NoSuchTable(StoreTrouble):
    """A published file has no table of that name, or none that is handed on."""

    code = "no-such-table"


class ShownTables(PublishedFile):
    """The current run's tables, less everything that rests on accounts that aren't `live`."""

    def __init__(self, folder: Path, live: Collection[str], *, version: str | None = None) -> None:
        super().__init__(folder, version=version)
        self._live = sorted(live)

    def rows(self, table: Table, *, without: Collection[str] = ()) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a table, some at a time, always in the same order. Raise StoreTrouble."""
        columns = [shown(table, one) for one in table.columns if one.name not in without]
        cursor = self._asked(table, columns)
        try:
            while some := cursor.fetchmany(ROWS_AT_ONCE):
                yield some
        except duckdb.Error as error:
            raise trouble_of(error, self.version) from error
        finally:
            cursor.close()

    def frame(self, table: Table) -> Any:
        """Return a table as a pandas frame: moments as timestamps without a zone, in UTC. Raise StoreTrouble."""
        cursor = self._asked(table, [_in_time(table, one) for one in table.columns])
        try:
            return cursor.df()
        except duckdb.Error as error:
            raise trouble_of(error, self.version) from error
        finally:
            cursor.close()

    def _asked(self, table: Table, columns: list[str]) -> duckdb.DuckDBPyConnection:
        query = (
            f"{KNOWN} select {', '.join(columns)} from {table.name} where {WHICH[table.name]} order by all"
        )
        cursor = self._file.cursor()
        try:
            return cursor.execute(query, {"live": self._live} if "$live" in query else None)
        except duckdb.Error as error:
            cursor.close()
            raise trouble_of(error, self.version) from error


def table_named(name: str) -> Table:
    """Return a table that is handed on. Raise NoSuchTable."""
    found = tables().get(name)
    if found is None or name not in WHICH:
        raise NoSuchTable(f"No published table is called {name!r}. There are: {', '.join(WHICH)}.")
    return found


def moment_named(column: Column) -> str:
    """Return what a column is called where its microseconds have become a timestamp or a length of time."""
    is_time = column.is_moment or column.is_length
    return f"{column.name.removesuffix('_us')}{'_at' if column.is_moment else ''}" if is_time else column.name


def shown(table: Table, column: Column) -> str:
    """Return a column as it may be shown: of results that rest on a withdrawn account no number."""
    if table.name != "results" or column.name not in HUSHED:
        return column.name
    is_touched = "member in (select member from touched)"
    return f"case when {is_touched} then {HUSHED[column.name]} else {column.name} end as {column.name}"


def _in_time(table: Table, column: Column) -> str:
    if column.is_moment:
        return f"make_timestamp({column.name}) as {moment_named(column)}"
    if column.is_length:
        return f"to_microseconds({column.name}) as {moment_named(column)}"
    return shown(table, column)
