"""What hangs on a message: links, pictures, films, polls. Pure."""

from typing import Any
from urllib.parse import urlsplit

from connectors.connector import Masks
from connectors.references import References, references
from connectors.tidy import site

OWN_HOSTS = ("x.com", "twitter.com", "t.co", "pic.twitter.com")  # X's short links and pages say nothing


def links_of(item: dict[str, Any]) -> list[str]:
    """Return the addresses X says a message links to, where they lead in the end."""
    places = [item, *(item.get(name) for name in ("note_post", "note_tweet"))]
    entities = [place.get("entities") for place in places if isinstance(place, dict)]
    urls = [one.get("urls") for one in entities if isinstance(one, dict)]
    found = [url for some in urls if isinstance(some, list) for url in some if isinstance(url, dict)]
    led_to = [url.get("unwound_url") or url.get("expanded_url") for url in found]
    return [link for link in led_to if isinstance(link, str)]


def references_in(item: dict[str, Any], text: str, *, masks: Masks, url: str, quotes: str) -> References:
    """Return what a message points to. Of its sites those outside X: X's own short links say nothing."""
    links = links_of(item)
    found = references(text, links, platform="x", masks=masks, url=url, quotes=quotes)
    hosts = [*(site(host_of(link)) for link in links), *found["sites"]]
    found["sites"] = tuple(dict.fromkeys(host for host in hosts if host and host not in OWN_HOSTS))
    return found


def host_of(link: str) -> str:
    """Return the host of an address, nothing for what is none."""
    try:
        return urlsplit(link).hostname or ""
    except ValueError:
        return ""


def format_of(item: dict[str, Any]) -> str:
    """Return what sort of thing hangs on a message."""
    attached = item.get("attachments")
    if isinstance(attached, dict) and attached.get("poll_ids"):
        return "poll"
    links = links_of(item)
    for part, name in (("/video/", "video"), ("/photo/", "photo")):
        if any(host_of(link) in OWN_HOSTS and part in link for link in links):
            return name
    if isinstance(attached, dict) and attached.get("media_keys"):
        return "photo"
    return "link" if any(site(host_of(link)) not in OWN_HOSTS for link in links) else "text"
