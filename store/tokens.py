"""Tokens at the desk: what members granted for their accounts, sealed (store/sealing.py)."""

import sqlalchemy as sa

from store import tables as t
from store.desk_file import DeskFile, upsert, write_audit

FORGOTTEN = "forget token"  # as the audit says it


class Tokens(DeskFile):
    """What members granted."""

    def sealed_token(self, account: str) -> str | None:
        """Return the token noted for an account, sealed as it was handed in."""
        found = self._rows(sa.select(t.tokens.c.sealed).where(t.tokens.c.account == account))
        return str(found[0]["sealed"]) if found else None

    def with_tokens(self) -> set[str]:
        """Return the accounts a token is noted for."""
        return {row["account"] for row in self._rows(sa.select(t.tokens.c.account))}

    def keep_token(self, account: str, sealed: str, *, now_us: int, by: str) -> None:
        """Note a sealed token in place of any before it."""
        with self._erasing() as desk:
            upsert(desk, t.tokens, {"account": account}, {"sealed": sealed, "noted_us": now_us})
            write_audit(desk, now_us, "token", account, by)

    def forget_token(self, account: str, *, now_us: int, by: str) -> bool:
        """Forget the token of an account. Say whether there was one."""
        with self._erasing() as desk:
            gone = desk.execute(t.tokens.delete().where(t.tokens.c.account == account)).rowcount
            if gone:
                write_audit(desk, now_us, FORGOTTEN, account, by)
        return bool(gone)
