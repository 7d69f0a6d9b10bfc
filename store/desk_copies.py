"""Copies of the desk: made while others write, put back later, and which backups there are."""

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile, upsert, write_audit
from store.examples import State as Answer
from store.migrating import clearly, reading
from store.outbox import State
from store.persons import CHOSEN, REMOVED
from store.tokens import FORGOTTEN
from store.trouble import Broken

PUT_BACK = "put_back_us"  # in the desk's identity: when an older copy last took the place of another
RESTORED = "restored"  # in the desk's identity: a backup was put back, and what was ended since isn't applied
COUNTED = (t.members, t.accounts, t.consents, t.marks, t.editions, t.examples, t.people, t.outbox, t.audit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that was made: where it was put, and of which moment it is."""

    path: str
    made_us: int
    length_bytes: int


class Copies(DeskFile):
    """What a backup and its return need of the desk."""

    def copy_to(self, path: Path) -> None:
        """Copy the desk as it is at one moment, whoever writes meanwhile. Raise StoreTrouble or OSError."""
        with clearly(self.path), self._engine.connect() as connection, closing(sqlite3.connect(path)) as copy:
            raw = connection.connection.driver_connection
            if raw is None:
                raise Broken(f"{self.path.name} was closed while it was copied.")
            raw.backup(copy)
            copy.execute("pragma journal_mode = delete")  # one file, without a log beside it
            [(said,)] = copy.execute("pragma integrity_check").fetchall()[:1]
        if said != "ok":
            raise Broken(f"{self.path.name} is broken ({said}). Put it back from a backup.")
        with path.open("rb+") as file:
            os.fsync(file.fileno())

    def holds(self) -> dict[str, int]:
        """Return how many rows there are of what people ask for, by table."""
        counts = [sa.select(sa.literal(one.name), sa.func.count()).select_from(one) for one in COUNTED]
        with clearly(self.path), reading(self._engine, self.path) as connection:
            return {name: int(rows) for name, rows in connection.execute(sa.union_all(*counts))}

    # Which backups there are

    def backups(self) -> list[Backup]:
        """Return the backups that were made and are there still, as far as anybody told, oldest first."""
        query = sa.select(t.backups).order_by(t.backups.c.made_us, t.backups.c.path)
        return [Backup(**row) for row in self._rows(query)]

    def note_backup(self, made: Backup, *, by: str, now_us: int) -> None:
        """Note that there is a backup, and log it where somebody made it just now."""
        about = {"made_us": made.made_us, "length_bytes": made.length_bytes}
        with self._changing() as desk:
            upsert(desk, t.backups, {"path": made.path}, about)
            if by:
                write_audit(desk, now_us, "backup", made.path, by)

    def forget_backup(self, path: str, *, by: str, now_us: int) -> None:
        """Note that a backup is gone, and log it where a person said so: one a night gives way by itself."""
        with self._changing() as desk:
            if desk.execute(t.backups.delete().where(t.backups.c.path == path)).rowcount and by:
                write_audit(desk, now_us, "remove backup", path, by)

    # What was ended otherwise than by the consent's own acts, so that an older copy can't bring it back

    def ended_otherwise(self) -> list[tuple[str, str, int]]:
        """Return (kind, name, when) of what was ended beside consents.

        An example that was refused (the post), a person who was let out (their e-mail, alone or with the role, as the
        audit has it) or wants no mail any more (their e-mail), a token that was forgotten (the account).
        """
        e, a = t.examples.c, t.audit.c
        refused = sa.select(e.post, e.settled_us).where(e.state == Answer.REFUSED.value)
        logged = sa.select(a.did, a.what, a.happened_us).where(a.did.in_((REMOVED, CHOSEN, FORGOTTEN)))
        found = [("example", row["post"], row["settled_us"]) for row in self._rows(refused)]
        for row in self._rows(logged):
            kind, name = {REMOVED: "person", FORGOTTEN: "token"}.get(row["did"], "mail"), row["what"]
            if kind == "mail":
                name, *chosen = name.split()
                if "channel=none" not in chosen:
                    continue
            found.append((kind, name, row["happened_us"]))
        return found

    # Putting a copy back

    def is_restored(self) -> str:
        """Return the mark of the backup that was put back here without what was ended since; nothing otherwise."""
        with clearly(self.path), reading(self._engine, self.path) as connection:
            if not sa.inspect(connection).has_table(t.identity.name):
                return ""
            query = sa.select(t.identity.c.value).where(t.identity.c.name == RESTORED)
            return str(connection.execute(query).scalar() or "")

    def put_back_us(self) -> int:
        """Return when an older copy of the desk was last put back; 0: never."""
        found = self._rows(sa.select(t.identity.c.value).where(t.identity.c.name == PUT_BACK))
        return int(found[0]["value"]) if found else 0

    def note_restored(self, mark: str) -> None:
        """Note the backup that was put back here without what was ended since; nothing: it is applied, or given up."""
        with self._changing() as desk:
            if mark:
                upsert(desk, t.identity, {"name": RESTORED}, {"value": mark})
            else:
                desk.execute(t.identity.delete().where(t.identity.c.name == RESTORED))

    def log_restored(self, what: str, *, number: int, by: str, now_us: int) -> None:
        """Log that a copy was put back, under a number beyond all acts there ever were: older copies stay older."""
        line = {"id": number, "happened_us": now_us, "did": "restore", "what": what, "by": by, "subject": ""}
        with self._changing() as desk:
            desk.execute(t.audit.insert().values(line))

    def doubt_unsent(self, said: str, *, now_us: int) -> int:
        """Call unknown whatever is to be sent: it may have gone out since the copy was made. Return how many.

        What was due by now, and isn't in the outbox, may have gone out as well (pipelines/deliver/queue.py).
        """
        waiting = [State.QUEUED.value, State.SENDING.value]
        change = {"state": State.UNKNOWN.value, "said": said, "changed_us": now_us}
        with self._changing() as desk:
            o = t.outbox.c
            upsert(desk, t.identity, {"name": PUT_BACK}, {"value": str(now_us)})
            return int(desk.execute(t.outbox.update().where(o.state.in_(waiting)).values(**change)).rowcount)

    def end_all_sign_ins(self, *, now_us: int) -> None:
        """Let nobody in who signed in before now: sign-ins that were ended since the copy would live again."""
        with self._changing() as desk:
            desk.execute(t.people.update().values(added_us=now_us))
