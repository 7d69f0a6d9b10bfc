"""Boots the OpenID Connect provider of provider.mjs, tells it who may sign in and how to misbehave, and ends it."""

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import httpx

from tests import node_packages

STAND = node_packages.Stand(
    name="the sign-in provider",
    folder=Path(__file__).resolve().parent,
    scripts=("provider.mjs", "misbehaving.mjs"),
)

Way = Literal[
    "forged",  # signed with a key that isn't the provider's, under the same name
    "unsigned",  # alg none
    "expired",  # an hour ago
    "old",  # issued `hours` ago, still good
    "other-issuer",
    "wrong-audience",
    "wrong-audience-our-azp",  # meant for somebody else, and azp says that we asked for it
    "no-nonce",
    "wrong-nonce",
    "big",  # with so many `groups`, 39 bytes each: cookies of several parts
    "claims",  # with the `claims` given put into it; None takes one out
    "down",  # the token endpoint answers 503
    "denied",  # whoever signs in next is sent back with access_denied
]


@dataclass(frozen=True, slots=True)
class Provider:
    """A running provider, and the one client that it knows."""

    issuer: str
    client_id: str
    client_secret: str
    control: str

    @property
    def metadata_url(self) -> str:
        return f"{self.issuer}/.well-known/openid-configuration"

    def users(self, people: Mapping[str, Mapping[str, Any]]) -> None:
        """Let these sign in and nobody else: what they type as login -> the claims about them, sub among them."""
        self._tell(users=people)

    def redirects(self, *uris: str) -> None:
        """Send people back to these addresses only, after signing in and (as Streamlit does) after signing out."""
        self._tell(redirect_uris=uris, post_logout_redirect_uris=uris)

    def misbehave(
        self,
        way: Way,
        *,
        times: int = 1,
        hours: float = 0,
        groups: int = 160,
        claims: Mapping[str, Any] | None = None,
    ) -> None:
        """Do something wrong at the next token answers, instead of what was ordered before."""
        order = {"way": way, "hours": hours, "groups": groups, "claims": claims or {}}
        self._tell(orders=[order] * times)

    def behave(self) -> None:
        """Do nothing wrong from now on."""
        self._tell(orders=[])

    def _tell(self, **order: Any) -> None:
        # It is plain http: without verify, no certificates are loaded for nothing at each call.
        answer = httpx.post(self.control, json=order, verify=False, trust_env=False)
        if answer.is_error:
            raise ValueError(f"the provider cannot do that: {answer.text}")


@contextmanager
def running(
    *,
    redirect_uri: str | tuple[str, ...] = (),
    users: Mapping[str, Mapping[str, Any]] | None = None,
    client_id: str = "two-way",
    port: int = 0,
) -> Iterator[Provider]:
    """Yield a provider, on any free port if none is given. Raise CannotRun."""
    client = {"client_id": client_id, "client_secret": secrets.token_urlsafe(32)}
    with node_packages.running(STAND, json.dumps({"port": port, **client})) as places:
        provider = Provider(**client, **places)
        provider.redirects(*([redirect_uri] if isinstance(redirect_uri, str) else redirect_uri))
        provider.users(users or {})
        yield provider
