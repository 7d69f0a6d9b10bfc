"""One file or folder for each platform. Add one to add a platform, and name what it shows here."""

import logging

from facts import Sight

# Asked to be talkative, httpcore prints the head of each answer, and a server may repeat a token or a name in it.
logging.getLogger("httpcore").setLevel(logging.WARNING)

# What each platform can show at all. A platform that isn't named comes from files, which show what they hold.
SEES: dict[str, frozenset[Sight]] = {
    "bluesky": frozenset({Sight.POSTS, Sight.REPLIES}),
    "blog": frozenset({Sight.POSTS}),
    "mastodon": frozenset({Sight.POSTS, Sight.REPLIES, Sight.MENTIONS}),  # mentions to the member's own token
    "facebook": frozenset({Sight.POSTS, Sight.REPLIES}),
    "x": frozenset({Sight.POSTS, Sight.REPLIES, Sight.MENTIONS}),
}

# What each platform is called, where it isn't its id with a capital letter.
NAMES: dict[str, str] = {"bluesky": "Bluesky", "facebook": "Facebook", "mastodon": "Mastodon", "x": "X"}

# By what each platform's residents are known, where it isn't the handle they are called by.
KNOWS_PEOPLE_BY: dict[str, str] = {
    "bluesky": "their lasting id, as in bluesky:did:plc:...: it stands in the address of their profile's posts",
    "mastodon": "name and server, as in mastodon:name@server.example",
    "facebook": "the number by which the Page knows them, as in facebook:1234567890",
    "x": "the number of their account, as in x:1234567890",
}
