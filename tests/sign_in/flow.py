"""Signs in without a browser, as a careful client would: code flow with PKCE, ID token checked by its key."""

import base64
import json
import re
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from tests.sign_in.provider import Provider

BACK = "http://127.0.0.1:8501/oauth2callback"  # nobody listens there: the flow ends before it
AMIRA = {"sub": "a-1", "email": "amira@council.example", "email_verified": True, "name": "Amira Khan"}
BEN = {"sub": "b-2", "email": "ben@council.example", "name": "Ben Rees"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One sign-in under way, and what the client keeps to itself until the end."""

    url: str
    verifier: str
    nonce: str
    state: str


@dataclass
class Person:
    """Somebody with a browser of their own, and the client that they sign in to."""

    provider: Provider
    redirect_uri: str
    browser: httpx.Client = field(default_factory=lambda: httpx.Client(verify=False, trust_env=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.browser.close()

    def asks(self, **changed: str | None) -> Asked:
        """Return a sign-in as Streamlit begins it; None leaves a parameter out."""
        verifier, nonce, state = (secrets.token_urlsafe(32) for _ in range(3))
        parameters = {
            "response_type": "code",
            "client_id": self.provider.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": "openid email profile",
            "prompt": "select_account",
            "code_challenge": encoded(sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
            "nonce": nonce,
            "state": state,
        } | changed
        given = {name: value for name, value in parameters.items() if value is not None}
        return Asked(f"{self.metadata['authorization_endpoint']}?{urlencode(given)}", verifier, nonce, state)

    def follows(self, url: str) -> httpx.Response | str:
        """Go to an address, and on where it sends us: up to a page, or to an address that isn't the provider's."""
        while urlsplit(url)[:2] == urlsplit(self.provider.issuer)[:2]:
            answer = self.browser.get(url)
            if not answer.is_redirect:
                return answer
            url = urljoin(url, answer.headers["location"])
        return url

    def presses(self, page: httpx.Response, **fields: str) -> httpx.Response | str:
        """Press the button of a page's form, or let the page press it."""
        action = re.search(r'<form[^>]* action="([^"]+)"', page.text)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        button = dict(re.findall(r'<button[^>]* name="([^"]+)" value="([^"]*)"', page.text))
        place = action[1] if action else str(page.url)
        answer = self.browser.post(place, data={**hidden, **button, **fields})
        return self.follows(urljoin(place, answer.headers["location"])) if answer.is_redirect else answer

    def comes_back(self, asked: Asked, login: str) -> dict[str, str]:
        """Sign in on the provider's page. Return what the client is told when it is done."""
        here = self.follows(asked.url)
        if not isinstance(here, str):
            here = self.presses(here, login=login)
        while (
            not isinstance(here, str) and "Submitting Callback" in here.text
        ):  # a page that presses by itself
            here = self.presses(here)
        assert isinstance(here, str), here.text
        return {name: values[0] for name, values in parse_qs(urlsplit(here).query).items()}

    def redeems(self, asked: Asked, code: str) -> httpx.Response:
        """Ask for the tokens that a code stands for."""
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": asked.verifier}
        client = (self.provider.client_id, self.provider.client_secret)
        place = self.metadata["token_endpoint"]
        return self.browser.post(place, data={**form, "redirect_uri": self.redirect_uri}, auth=client)

    def signs_in(self, login: str, **changed: str | None) -> tuple[Asked, str]:
        """Sign in from beginning to end. Return what was asked and the ID token as it came."""
        asked = self.asks(**changed)
        answer = self.redeems(asked, self.comes_back(asked, login)["code"])
        return asked, answer.raise_for_status().json()["id_token"]

    @property
    def metadata(self) -> dict[str, Any]:
        return self.browser.get(self.provider.metadata_url).json()

    @property
    def keys(self) -> dict[str, dict[str, str]]:
        return {key["kid"]: key for key in self.browser.get(self.metadata["jwks_uri"]).json()["keys"]}


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the header and the claims of a token, whoever signed it."""
    header, claims, _signature = token.split(".")
    return json.loads(decoded(header)), json.loads(decoded(claims))


def of_user(token: str) -> dict[str, Any]:
    """Return what a token says of the person, whoever signed it."""
    claims = parts(token)[1]
    return {name: claims[name] for name in ("sub", "email", "email_verified", "name", "hd") if name in claims}


def check(token: str, keys: dict[str, dict[str, str]]) -> None:
    """Raise InvalidSignature if a token wasn't signed with the one of these keys that it names."""
    key = keys[parts(token)[0]["kid"]]
    exponent, modulus = (int.from_bytes(decoded(key[part])) for part in ("e", "n"))
    signed, _, signature = token.rpartition(".")
    RSAPublicNumbers(exponent, modulus).public_key().verify(
        decoded(signature), signed.encode(), PKCS1v15(), SHA256()
    )


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
