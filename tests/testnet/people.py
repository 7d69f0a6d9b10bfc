"""People of the test network. Everything they do goes through Bluesky's real API, as an app would do it."""

from datetime import UTC, datetime
from typing import Any

from atproto import Client, models

from tests.testnet.keys import key_of
from tests.testnet.network import Network

PASSWORD = "generated-for-loopback"
POSTS, SHARES = "app.bsky.feed.post", "app.bsky.feed.repost"

Ref = models.ComAtprotoRepoStrongRef.Main


class Person:
    """Somebody with an account, known in the tests by the name before `.test`."""

    def __init__(self, network: Network, name: str) -> None:
        self.network, self.name, self.handle = network, name, f"{name}.test"
        self.client = Client(base_url=network.pds)
        account = models.ComAtprotoServerCreateAccount.Data(
            handle=self.handle, email=f"{name}@example.org", password=PASSWORD
        )
        self.did: str = self.client.com.atproto.server.create_account(account).did
        self.client.login(self.handle, PASSWORD, fetch_bsky_profile=False)
        network.settle()

    def leaves(self) -> None:
        """Let go of the connection."""
        self.client.request._client.close()  # the SDK offers no other way

    def says(self, text: str, when: datetime | None = None, *, key: str | None = None, **parts: Any) -> Ref:
        """Post, at a moment of the past if one is given. `parts`: langs, facets, embed, reply.

        The record key tells the same moment, unless another `key` is given (empty: the server's own, made now).
        """
        key = key_of(when) if key is None and when else key
        return self._write(POSTS, {"text": text, "createdAt": iso(when), **parts}, key)

    def answers(self, ref: Ref, text: str, when: datetime | None = None, *, root: Ref | None = None) -> Ref:
        """Reply to a post; `root` is the conversation's first one where that is another."""
        return self.says(text, when, reply={"root": plain(root or ref), "parent": plain(ref)})

    def quotes(self, ref: Ref, text: str, when: datetime | None = None) -> Ref:
        """Pass on a post with words of one's own."""
        return self.says(text, when, embed={"$type": "app.bsky.embed.record", "record": plain(ref)})

    def shares(self, ref: Ref, when: datetime | None = None) -> Ref:
        """Pass on a post."""
        key = key_of(when) if when else None
        return self._write(SHARES, {"subject": plain(ref), "createdAt": iso(when)}, key)

    def deletes(self, ref: Ref) -> None:
        """Take a message back."""
        data = models.ComAtprotoRepoDeleteRecord.Data(
            repo=self.did, collection=collection(ref), rkey=rkey(ref)
        )
        self.client.com.atproto.repo.delete_record(data)
        self.network.settle()

    def edits(self, ref: Ref, text: str, when: datetime | None = None) -> None:
        """Put other words in the place of a post."""
        self._put(POSTS, rkey(ref), {"$type": POSTS, "text": text, "createdAt": iso(when)})

    def closes_replies(self, ref: Ref) -> None:
        """Let nobody answer a post."""
        gate = {"$type": "app.bsky.feed.threadgate", "post": ref.uri, "allow": [], "createdAt": iso(None)}
        self._put("app.bsky.feed.threadgate", rkey(ref), gate)

    def hides_reply(self, ref: Ref, reply: Ref) -> None:
        """Hide an answer to a post of one's own."""
        gate = {
            "$type": "app.bsky.feed.threadgate",
            "post": ref.uri,
            "hiddenReplies": [reply.uri],
            "createdAt": iso(None),
        }
        self._put("app.bsky.feed.threadgate", rkey(ref), gate)

    def detaches(self, ref: Ref, quote: Ref) -> None:
        """Take a post of one's own out of somebody's quote of it."""
        gate = {
            "$type": "app.bsky.feed.postgate",
            "post": ref.uri,
            "detachedEmbeddingUris": [quote.uri],
            "createdAt": iso(None),
        }
        self._put("app.bsky.feed.postgate", rkey(ref), gate)

    def hides_from_strangers(self) -> None:
        """Ask not to be shown to people who are not logged in."""
        labels = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "!no-unauthenticated"}]}
        self._put("app.bsky.actor.profile", "self", {"$type": "app.bsky.actor.profile", "labels": labels})

    def blocks(self, other: "Person") -> None:
        """Neither see somebody nor be seen by them."""
        block = {"subject": other.did, "createdAt": iso(None)}
        self._write("app.bsky.graph.block", block)

    def renames_to(self, name: str) -> None:
        """Take another handle."""
        self.handle = f"{name}.test"
        data = models.ComAtprotoIdentityUpdateHandle.Data(handle=self.handle)
        self.client.com.atproto.identity.update_handle(data)
        self.network.settle()

    def deactivates(self) -> None:
        """Close the account for a while."""
        self.client.com.atproto.server.deactivate_account(models.ComAtprotoServerDeactivateAccount.Data())
        self.network.settle()

    def reactivates(self) -> None:
        """Open it again."""
        self.client.com.atproto.server.activate_account()
        self.network.settle()

    def _write(self, kind: str, record: dict[str, Any], key: str | None = None) -> Ref:
        is_checked = False if key and len(key) != 13 else None  # servers let through what they don't check
        data = models.ComAtprotoRepoCreateRecord.Data(
            repo=self.did,
            collection=kind,
            record={"$type": kind, **record},
            rkey=key or None,
            validate=is_checked,
        )
        made = self.client.com.atproto.repo.create_record(data)
        self.network.settle()  # the AppView indexes people apart: an answer must not arrive before its question
        return Ref(uri=made.uri, cid=made.cid)

    def _put(self, kind: str, key: str, record: dict[str, Any]) -> None:
        data = models.ComAtprotoRepoPutRecord.Data(repo=self.did, collection=kind, rkey=key, record=record)
        self.client.com.atproto.repo.put_record(data)
        self.network.settle()


def iso(when: datetime | None) -> str:
    """Return a time as an app writes it; none means now."""
    moment = when or datetime.now(UTC)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def plain(ref: Ref) -> dict[str, str]:
    """Return a reference as it stands in a record."""
    return {"uri": ref.uri, "cid": ref.cid}


def rkey(ref: Ref) -> str:
    """Return the record key of a reference."""
    return ref.uri.rsplit("/", 1)[1]


def collection(ref: Ref) -> str:
    """Return the collection of a reference."""
    return ref.uri.rsplit("/", 2)[1]
