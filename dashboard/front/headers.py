"""The headers of every answer: what a browser may load, do and tell others while it shows our pages."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def headers(*, has_sign_in: bool = False) -> list[tuple[bytes, bytes]]:
    """Return the headers of every answer. Scripts: ours and the one written into Streamlit's own page.

    Nobody hears which page of ours somebody came from, but for our own sign-in, which comes back to it.
    """
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    hashes = [hashlib.sha256(script.encode()).digest() for script in INLINE_SCRIPT.findall(page)]
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    policy = (
        f"default-src 'self'; script-src 'self' {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; frame-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    )
    return [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin" if has_sign_in else b"no-referrer"),
        (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
    ]
