"""How to ask X for the same thing in its two vocabularies: before August 2026, and since."""

from dataclasses import dataclass

FIELDS = ["id", "text", "created_at", "conversation_id", "entities", "attachments", "lang", "withheld"]
STATE_FIELDS = ["id", "withheld"]
# A user costs the same whatever is asked of it.
USER_FIELDS = ["id", "username", "created_at", "protected", "description", "url", "entities"]


@dataclass(frozen=True, slots=True)
class Wording:
    """How to ask for the same in one of X's two vocabularies."""

    fields: list[str]
    whole: list[str]  # what to expand, to read a message and who wrote what it passes on
    heard: list[str] | None  # to read a message only
    state: list[str] | None  # and to learn whether it was edited


NEW_ONLY = ["author_id", "in_reply_to_user_id", "referenced_posts", "edit_history_post_ids"]
# What was a field before is found by expanding since; expanding it before would be billed as one more post.
NEW = Wording([*FIELDS, "note_post"], NEW_ONLY, NEW_ONLY, ["edit_history_post_ids"])
OLD_ONLY = ["note_tweet", "author_id", "in_reply_to_user_id", "referenced_tweets", "edit_history_tweet_ids"]
OLD = Wording([*FIELDS, *OLD_ONLY], ["referenced_tweets.id"], None, None)
