"""What one archive brings."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from facts import Post, Trouble


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose archive it says it is."""

    platform_id: str
    handle: str


@dataclass(slots=True, kw_only=True)
class Brought:
    """The member's messages, and what the archive says about itself."""

    posts: list[Post] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)  # items set aside
    made_us: int = 0  # when it was made, if it says so
    has_ids: bool = True  # the platform's own, by which what came from elsewhere is met again
    about: str | None = None  # what the account said of itself when it was made; sanitised
    is_whole: bool = True  # no file of it is missing, so what it doesn't hold wasn't there

    def span(self) -> tuple[int, int] | None:
        """Return when its first and last message were written, by the clock that can't be chosen."""
        moments = [written_us(post) for post in self.posts]
        return (min(moments), max(moments)) if moments else None

    def lacks(self, what: str, todo: str) -> None:
        """Note that a part of it is missing: then it can't say what wasn't posted."""
        self.is_whole = False
        self.troubles.append(
            Trouble(
                what=f"{what} What it covers isn't claimed.", where="archive", todo=todo, kind="incomplete"
            )
        )


def written_us(post: Post) -> int:
    """Return when a message was written: some can be given an earlier date afterwards."""
    return post.posted_us if post.written_us is None else post.written_us


def misses_parts(numbers: Iterable[int], first: int) -> bool:
    """Say whether numbered parts don't follow each other from the first."""
    ordered = sorted(set(numbers))
    return ordered != list(range(first, first + len(ordered)))
