"""The description of tables that are handed on as CSV: a data package, as datapackage.org (version 2) has it."""

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from facts import iso
from pipelines.keep.tables_settings import TablesSettings
from store.described import Column, Table
from store.written_together import Written

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    "varchar": "string",
    "bigint": "integer",
    "integer": "integer",
    "double": "number",
    "boolean": "boolean",
}
DATES = {"since"}
JSON = {"reason_parameters", "counts"}
NEVER = (
    "Never read a missing value as zero, and never add or rank members. What was erased at the source after this was "
    "made is still in it: replace it with a newer one."
)
Document = dict[str, Any]


def description(facts: Mapping[str, str], resources: list[Document], settings: TablesSettings) -> bytes:
    """Return datapackage.json of a run, by its facts. The same run gives the same bytes."""
    council, as_of = facts["council"], iso(int(facts["as_of_us"]))
    invented = "Invented people, places and posts. " if facts["invented"] == "yes" else ""
    told: Document = {
        "$schema": PROFILE,
        "name": f"two-way-{_slug(council)}",
        "title": f"{council}: members' public social media, measured as of {as_of}",
        "description": f"{invented}{NEVER}",
        "version": facts["version"],
        "created": iso(int(facts["published_us"])),
        **_licence(settings),
        **_contact(settings),
        "resources": resources,
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def resource(table: Table, path: str, written: Written, *, without: Collection[str] = ()) -> Document:
    """Return the description of one table as it was written."""
    schema: Document = {"fields": [_field(one) for one in table.columns if one.name not in without]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name,
        "type": "table",
        "path": path,
        "description": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.length_bytes,
        "hash": f"sha256:{written.hash}",
        "schema": schema,
    }


def _field(column: Column) -> Document:
    told: Document = {"name": column.name, "type": _type(column), "description": column.meaning}
    if column.unit:
        told["unit"] = column.unit
    if column.may_be_null:
        told["missingValues"] = [""]
    else:  # an empty cell is an empty text then
        told["missingValues"] = []
        told["constraints"] = {"required": True}
    return told


def _type(column: Column) -> str:
    if column.name in DATES:
        return "date"
    return "object" if column.name in JSON else TYPES[column.kind]


def _licence(settings: TablesSettings) -> Document:
    if not settings.licence:
        return {}
    address = {"path": settings.licence_address} if settings.licence_address else {}
    return {"licenses": [{"name": settings.licence, **address}]}


def _contact(settings: TablesSettings) -> Document:
    if not settings.contact:
        return {}
    email = {"email": settings.contact_email} if settings.contact_email else {}
    return {"contributors": [{"title": settings.contact, **email, "roles": ["contact"]}]}


def _slug(council: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", council.casefold()).strip("-")
    return plain or "council"
