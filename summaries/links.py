"""Which addresses may be made links of: plain web addresses, whatever a file or a platform handed in."""

from urllib.parse import urlsplit


def is_web_address(url: str) -> bool:
    """Say whether an address is http or https with a host, without a user's name, control characters or spaces."""
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
