"""What a message that a file brings is to the one that is kept under its id: the same, another, or its author's own.

The first stays (definition 62), but the account of a message's own author has the say of it, as it has where it is
collected: what came along in a colleague's file, perhaps without words, is renewed by the member's own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from connectors.links import CUT
from connectors.tidy import mask_handles, nameless_page
from facts import SECOND_US, Post

OTHER = "a different message with this id is kept already"
CUTS = re.compile(f"{CUT}{{2,}}")


class _Nobody:
    """Knows nobody: with it what is masked in one text is masked in another, whoever was on the register then."""

    def author(self, _: str, name: str, handle: str = "") -> str:
        return name

    def source(self, handle: str) -> str:
        return handle

    def is_known(self, _: str, __: str) -> bool:
        return False


NOBODY = _Nobody()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A message that came, the one that is kept, and whose account everybody on the register has."""

    brought: Post
    kept: Post
    people: Mapping[str, str]  # pseudonym -> account, or another name for whoever has none
    is_removed: bool = False  # its author took down the one that is kept

    @property
    def is_same_message(self) -> bool:
        """Say whether both are one message: by one person, of one moment or in the same words."""
        if self._person(self.brought) != self._person(self.kept) and not self._lost_its_author:
            return False
        is_of_one_moment = abs(self.brought.posted_us - self.kept.posted_us) < SECOND_US
        return is_of_one_moment or (self.kept.text != "" and self._has_same_words)

    @property
    def is_own(self) -> bool:
        """Say whether the message comes in the account of its own author."""
        return self._person(self.brought) == self.brought.account

    @property
    def is_at_home(self) -> bool:
        """Say whether the one that is kept is kept in the account of its own author."""
        return self._person(self.kept) == self.kept.account

    @property
    def shows_account(self) -> bool:
        """Say whether it shows anything of the account it came for: one that is kept as another's doesn't."""
        is_its = self.kept.account == self.brought.account or self.is_own or self.is_at_home
        return is_its and self.is_same_message

    @property
    def renews(self) -> bool:
        """Say whether it takes the place of one that came along elsewhere. What its author took back stays away."""
        is_elsewhere = self.kept.account != self.brought.account
        is_there = not self.is_removed and not self.kept.is_hidden
        is_told_alike = self.brought.answers == self.kept.answers
        return is_elsewhere and is_there and self.is_own and is_told_alike and self.is_same_message

    def difference(self) -> str:
        """Return what is reported of it, nothing where both say the same or what is kept was changed on purpose."""
        if self.renews:
            return "" if self._agree("conversation") else f"{OTHER} in its conversation; that one stays."
        if self.brought.account == self.kept.account:
            return "" if self._says_the_same() else f"{OTHER}; that one stays."
        if not self.is_same_message or not self._agree("answers"):
            return f"{OTHER}, for {self.kept.account}; that one stays."
        if self.is_own or self.is_at_home:
            return ""  # taken back by its author, or as the author's own account has it
        return (
            f"this message is kept already for {self.kept.account}, and stays there: nothing of it is kept for "
            f"{self.brought.account}."
        )

    def _says_the_same(self) -> bool:
        if not self.is_same_message or not self._agree(
            "kind", "posted_us", "answers", "conversation", "format"
        ):
            return False
        has_same_source = self.is_removed or self._agree("source")
        return has_same_source and (self._lost_its_words or (self._has_same_words and self._has_same_page))

    def _agree(self, *names: str) -> bool:
        return all(getattr(self.brought, name) == getattr(self.kept, name) for name in names)

    def _person(self, post: Post) -> str:
        return self.people.get(post.author, post.author)

    @property
    def _lost_its_author(self) -> bool:
        """Say whether the one that is kept may be an erased resident's, whose name is drawn by lot (decision 49)."""
        are_known = {self.brought.author, self.kept.author} & self.people.keys()
        return self.kept.is_hidden and not self.kept.text and not are_known

    @property
    def _lost_its_words(self) -> bool:
        """Say whether the words of the one that is kept were taken, or never kept, on purpose."""
        if self.is_removed or self.kept.is_hidden:
            return True
        is_elsewhere = self.kept.author in self.people and self._person(self.kept) != self.kept.account
        return not self.kept.text and (is_elsewhere or self.kept.is_link_only)

    @property
    def _has_same_words(self) -> bool:
        texts = {self.brought.text, self.kept.text}
        return len(texts) == 1 or len({_as_to_nobody(text, self.kept.platform) for text in texts}) == 1

    @property
    def _has_same_page(self) -> bool:
        return nameless_page(self.brought.url, NOBODY) == nameless_page(self.kept.url, NOBODY)


def _as_to_nobody(text: str, platform: str) -> str:
    return CUTS.sub(CUT, mask_handles(text, platform, NOBODY))  # what is cut twice has two marks
