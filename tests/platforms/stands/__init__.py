"""One way to stand up each platform on this machine, so that one test can be put to all of them.

Each file here is one platform: how its people write, edit, remove, rename and close, and how its answers are bent.
The same small history is played on all.
"""

from tests.platforms.stands.on_a_blog import OnABlog
from tests.platforms.stands.on_bluesky import OnBluesky
from tests.platforms.stands.on_facebook import OnFacebook
from tests.platforms.stands.on_mastodon import OnMastodon
from tests.platforms.stands.on_x import OnX
from tests.platforms.stands.stand import Stand

STANDS: dict[str, type[Stand]] = {
    kind.platform: kind for kind in (OnX, OnFacebook, OnMastodon, OnBluesky, OnABlog)
}
