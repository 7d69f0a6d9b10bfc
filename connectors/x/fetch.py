"""Asks X through tweepy, one call at a time. Whatever goes wrong is one PlatformTrouble.

X renamed its vocabulary in August 2026 (tweets became posts). We ask in the new one, and in the old one where a
server doesn't know the new; what a server answers is read in both.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import requests
import tweepy

from connectors.clocks import Clock
from connectors.connector import PlatformTrouble
from connectors.x.answers import Said, billed, listed
from connectors.x.budget import USER_READS, Budget
from connectors.x.refusals import again_at, broken
from connectors.x.transport import HOME, TIMEOUT_S, Transport, is_safe
from connectors.x.wording import NEW, OLD, STATE_FIELDS, USER_FIELDS, Wording
from facts import Unseen

NEXT_RUN = "Nothing is lost: the next run goes on from here."
PAGE, FEWEST = 100, 10  # messages a call
EACH = 3  # a message, and the two it may refer to at most, all billed


class Refused(PlatformTrouble):
    """X understood and said no to this one thing."""

    def __init__(self, what: str, account: str, status: int) -> None:
        super().__init__(what, account, "Check the account and the address.", why=Unseen.GONE)
        self.status = status


class Asking:
    """One connection to X: counts the calls, spends the budget, rests when told, stops when out of credit."""

    def __init__(self, base: str, token: str, budget: Budget, *, timeout_s: float = TIMEOUT_S) -> None:
        if not is_safe(base):
            raise ValueError(f"{base!r} is not an https address")
        self.budget, self._host = budget, urlsplit(base).netloc
        self.clock = Clock()
        self._transport = Transport(base, token, timeout_s, self.clock)
        self._client = tweepy.Client(bearer_token="added-by-the-transport", return_type=dict)  # noqa: S106 - no token
        self._client.session.max_redirects = 0
        self._client.session.mount(HOME, self._transport)
        self._rests: dict[str, datetime] = {}  # which call -> when to make it again
        self._stopped, self._why = "", Unseen.BUDGET  # why nothing more is asked in this run
        self.calls: Counter[str] = Counter()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.session.close()

    def timeline(self, account: str, user: str, **where: Any) -> Said:
        """Return a page of what a user posted, newest first."""

        def ask(words: Wording, size: int) -> Any:
            return self._client.get_users_tweets(
                user, max_results=size, tweet_fields=words.fields, expansions=words.whole, **_given(where)
            )

        return self._messages(account, "timeline", ask)

    def mentions(self, account: str, user: str, **where: Any) -> Said:
        """Return a page of what was said to a user, newest first."""

        def ask(words: Wording, size: int) -> Any:
            return self._client.get_users_mentions(
                user, max_results=size, tweet_fields=words.fields, expansions=words.heard, **_given(where)
            )

        return self._messages(account, "mentions", ask)

    def search(self, account: str, query: str, **where: Any) -> Said:
        """Return a page of what matches, of the last seven days, newest first."""

        def ask(words: Wording, size: int) -> Any:
            return self._client.search_recent_tweets(
                query, max_results=size, tweet_fields=words.fields, expansions=words.heard, **_given(where)
            )

        return self._messages(account, "search", ask)

    def state_of(self, account: str, ids: list[str]) -> Said:
        """Return which messages still stand, in as few words as X lets us; the errors say which don't."""

        def ask(words: Wording) -> Any:
            return self._client.get_tweets(ids, tweet_fields=STATE_FIELDS, expansions=words.state)

        return self._worded(account, "state", ask)

    def whole(self, account: str, ids: list[str]) -> Said:
        """Return messages by id, as they are now."""
        return self._worded(account, "whole", lambda words: self._client.get_tweets(
            ids, tweet_fields=words.fields, expansions=words.whole
        ))  # fmt: skip

    def user(self, account: str, *, id_: str = "", handle: str = "") -> Said:
        """Return one user, by lasting id or by today's handle."""
        self.budget.room_for(1, each=USER_READS, account=account)
        asked = {"ids": [id_]} if id_ else {"usernames": [handle]}
        said = self._call(account, "user", lambda: self._client.get_users(**asked, user_fields=USER_FIELDS))
        self.budget.spend(users=len(listed(said.get("data"))))
        return said

    def _messages(self, account: str, call: str, ask: Callable[[Wording, int], Any]) -> Said:
        size = self.budget.room_for(PAGE, each=EACH, account=account, fewest=FEWEST)
        return self._worded(account, call, lambda words: ask(words, size))

    def _worded(self, account: str, call: str, ask: Callable[[Wording], Any]) -> Said:
        """Ask in the vocabulary that worked last; a server that doesn't know it is asked once in the other."""
        try:
            said = self._call(account, call, lambda: ask(NEW if self._transport.says_post else OLD))
        except Refused as refused:
            if refused.status != 400 or not self._transport.says_post:
                raise
            self._transport.says_post = False
            try:
                said = self._call(account, call, lambda: ask(OLD))
            except PlatformTrouble:
                self._transport.says_post = True  # it wasn't the words
                raise
        self.budget.spend(billed(said))
        return said

    def _call(self, account: str, call: str, ask: Callable[[], Any]) -> Said:
        self._heed(account, call)
        self.calls[call] += 1
        try:
            said = ask()
        except tweepy.HTTPException as error:
            raise self._judged(account, call, error) from None  # its own words may name a stranger
        except (requests.RequestException, RecursionError, ValueError) as error:
            raise PlatformTrouble(f"{self._host} {broken(error)}", account, NEXT_RUN) from None
        if not isinstance(said, dict):
            raise PlatformTrouble(f"{self._host} answered something we can't read.", account, NEXT_RUN)
        return said

    def _heed(self, account: str, call: str) -> None:
        if self._stopped:
            todo = "Nothing more is asked of X in this run."
            raise PlatformTrouble(self._stopped, account, todo, why=self._why)
        rest = self._rests.get(call)
        if rest and rest > datetime.now(UTC):
            raise PlatformTrouble(
                f"{self._host} has had enough calls for now ({call}).",
                account,
                NEXT_RUN,
                rest,
                why=Unseen.LIMIT,
            )

    def _judged(self, account: str, call: str, error: tweepy.HTTPException) -> PlatformTrouble:
        status = error.response.status_code
        if status == 429:
            rest = self._rests[call] = again_at(error.response.headers, datetime.now(UTC))
            return PlatformTrouble(
                f"{self._host} asks us to slow down (429, {call}).",
                account,
                NEXT_RUN,
                rest,
                why=Unseen.LIMIT,
            )
        if status == 402:
            todo = "Buy credits or wait for the next cycle; X rests until then."
            return self._stop("X's credits for this account are used up (402).", account, todo, Unseen.BUDGET)
        if status == 401:
            todo = "Put a valid one in TWOWAY_X_TOKEN and run this again."
            return self._stop("X doesn't accept the token (401).", account, todo, Unseen.TOKEN)
        if status == 403:
            todo = "Check what the plan and the app behind TWOWAY_X_TOKEN may read."
            what = f"X doesn't let this app ask that (403, {call})."
            return PlatformTrouble(what, account, todo, why=Unseen.PERMISSION)
        if status in (400, 404, 410):
            return Refused(f"{self._host} refused what was asked ({status}, {call}).", account, status)
        return PlatformTrouble(f"{self._host} has a fault ({status}).", account, NEXT_RUN)

    def _stop(self, what: str, account: str, todo: str, why: Unseen) -> PlatformTrouble:
        self._stopped, self._why = what, why
        return PlatformTrouble(what, account, todo, why=why)


def _given(where: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in where.items() if value}
