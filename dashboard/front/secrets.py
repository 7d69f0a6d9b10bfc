"""The secrets of signing in, from the environment or Streamlit's secrets file, as Streamlit wants to be told them."""

import os
from typing import Any

import streamlit
from streamlit import config

from people.sign_in_settings import SignInSettings

CLIENT, COOKIE = "TWOWAY_CLIENT_SECRET", "TWOWAY_COOKIE_SECRET"
IN_FILE = {CLIENT: "client_secret", COOKIE: "cookie_secret"}  # under [auth]
SHORTEST = 32  # signs of the secret that every sign-in is signed with

MISSING = "Sign-in is configured, but there is no {name} in the environment, nor {known} under [auth] in the secrets."
TOO_SHORT = f"{COOKIE} is too short to be a secret: it needs {SHORTEST} signs or more."
NO_SIGN_IN = (
    "There are secrets of a sign-in, but no [sign_in] in settings.toml. Put that back, or take them out."
)


def secrets_for(settings: SignInSettings | None) -> dict[str, Any]:
    """Return Streamlit's secrets. End the start with one line where one is missing, or is there for nothing."""
    file = streamlit.secrets.get("auth", {}) if streamlit.secrets.load_if_toml_exists() else {}
    if settings is None:
        # Settings that were lost must not open to everybody what people signed in to before.
        if file or any(os.environ.get(name) for name in IN_FILE):
            raise SystemExit(NO_SIGN_IN)
        return {}
    found = {name: os.environ.get(name) or file.get(known) or "" for name, known in IN_FILE.items()}
    for name, value in found.items():
        if not value:
            raise SystemExit(MISSING.format(name=name, known=IN_FILE[name]))
    if len(found[COOKIE]) < SHORTEST:
        raise SystemExit(TOO_SHORT)
    config.set_option(
        "server.cookieSecret", found[COOKIE]
    )  # what a sign-in leaves on its way is signed with it too
    return {
        "auth": {
            "redirect_uri": f"{settings.public_address}/oauth2callback",
            "cookie_secret": found[COOKIE],
            "client_id": settings.client_id,
            "client_secret": found[CLIENT],
            "server_metadata_url": settings.metadata_url,
            # Some providers have PKCE and don't say so; Streamlit asks only those that do.
            "client_kwargs": {
                "scope": "openid email profile",
                "prompt": settings.prompt,
                "code_challenge_method": "S256",
            },
        }
    }
