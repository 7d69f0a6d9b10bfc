"""Many texts to find copies among: grams are looked up, and what stands in many texts is boilerplate."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from labels.compared import Read
from labels.copies import FEWEST_LARGE, FEWEST_SHARED, Copy, copy
from labels.copy_words import only_words_of
from labels.grams import RUN, Grams, grams_of_hashes

MOST_USED = 200  # a gram in more texts than this is boilerplate,
FEW_OF_A_SOURCE, PART_OF_A_SOURCE = (
    3,
    20,
)  # or in so many of one source that are more than a twentieth of them
REMEMBERED = 20_000  # texts whose words are kept

Places = npt.NDArray[np.int64]


class Shelf:
    """Texts, each of a source, and which of them share words. A text is known by its place."""

    def __init__(self, texts: Iterable[str], sources: Iterable[str] = ()) -> None:
        self._texts = list(texts)
        self._sources = list(sources) or [""] * len(self._texts)
        self._sizes = Counter(self._sources)
        self._read = lru_cache(maxsize=REMEMBERED)(Read.of)
        words, large = _Index(), _Index()
        for text in self._texts:
            found = only_words_of(text)
            words.add([word.hash for word in found])
            large.add([word.hash for word in found if not word.is_small])
        self._indexes = ((words, FEWEST_SHARED), (large, FEWEST_LARGE - RUN + 1))
        for index, _ in self._indexes:
            index.sort()
        self._common = self._often(words)

    def read(self, place: int) -> Read:
        """Return what is compared of one of the texts."""
        return self._read(self._texts[place])

    def alike(self, place: int) -> list[int]:
        """Return the other texts that share enough with one of them for a closer look."""
        found: set[int] = set()
        for index, fewest in self._indexes:
            found.update(index.sharing(place, fewest))
        return sorted(found - {place})

    def copy(
        self, place: int, other: int, is_own: Callable[[int], bool] = lambda _gram: False
    ) -> Copy | None:
        """Return what one text copies of another, boilerplate and the writer's own grams left out; None if nothing."""
        said, source = self.read(place), self.read(other)
        without = {
            gram for gram in said.gram_set | source.gram_set if is_own(gram) or self._is_common(gram, place)
        }
        return copy(said, source, other, without)

    def _is_common(self, gram: int, place: int) -> bool:
        """Say whether a gram is boilerplate to one text, which doesn't count itself."""
        if gram not in self._common:
            return False
        total, of_sources = self._common[gram]
        itself = gram in self.read(place).gram_set
        if total - itself > MOST_USED:
            return True
        for source, count in of_sources:
            is_of_it = source == self._sources[place]
            others = count - (itself and is_of_it)
            if others >= FEW_OF_A_SOURCE and others * PART_OF_A_SOURCE > self._sizes[source] - is_of_it:
                return True
        return False

    def _often(self, index: "_Index") -> dict[int, tuple[int, list[tuple[str, int]]]]:
        """Return the grams that may be boilerplate: in how many texts each stands, and in how many of which source."""
        found = {}
        for gram, owners in index.in_at_least(FEW_OF_A_SOURCE):
            counts = Counter(self._sources[owner] for owner in owners)
            many = [
                (source, count)
                for source, count in counts.items()
                if source and count >= FEW_OF_A_SOURCE and count * PART_OF_A_SOURCE >= self._sizes[source] - 1
            ]
            if many or len(owners) > MOST_USED:
                found[gram] = (len(owners), many)
        return found


class _Index:
    """Which texts hold a gram, by the grams in order."""

    def __init__(self) -> None:
        self._hashes, self._lengths = array("Q"), array("q")
        self._grams: Grams = np.empty(0, np.uint64)
        self._owners: Places = np.empty(0, np.int64)

    def add(self, hashes: Sequence[int]) -> None:
        """Add the next text by the hashes of its words."""
        self._hashes.extend(hashes)
        self._lengths.append(len(hashes))

    def sort(self) -> None:
        """Sort the grams, each once for every text that holds it."""
        lengths = np.frombuffer(self._lengths, np.int64) if self._lengths else np.empty(0, np.int64)
        hashes = np.frombuffer(self._hashes, np.uint64) if self._hashes else np.empty(0, np.uint64)
        owner = np.repeat(np.arange(len(lengths)), lengths)
        grams = grams_of_hashes(hashes)
        begins, ends = owner[: len(grams)], owner[RUN - 1 :][: len(grams)]
        is_inside = begins == ends  # and not from one text into the next
        grams, begins = grams[is_inside], begins[is_inside]
        order = np.lexsort((begins, grams))
        grams, begins = grams[order], begins[order]
        is_new = np.ones(len(grams), np.bool_)
        is_new[1:] = (grams[1:] != grams[:-1]) | (begins[1:] != begins[:-1])
        self._grams, self._owners = grams[is_new], begins[is_new]
        starts = (
            np.flatnonzero(np.r_[True, self._grams[1:] != self._grams[:-1]])
            if len(self._grams)
            else begins[:0]
        )
        self._starts, self._counts = starts, np.diff(np.r_[starts, len(self._grams)])
        self._shared = self._by_text(len(lengths))

    def _by_text(self, number: int) -> tuple[Places, Places]:
        """Return for every text where its grams begin that others hold too: pairs of (text, which gram), by text."""
        which = np.repeat(np.arange(len(self._starts)), self._counts)
        is_shared = (self._counts[which] > 1) & (self._counts[which] <= MOST_USED + 1)
        owners, which = self._owners[is_shared], which[is_shared]
        order = np.argsort(owners, kind="stable")
        return np.searchsorted(owners[order], np.arange(number + 1)), which[order]

    def sharing(self, place: int, fewest: int) -> list[int]:
        """Return the texts, itself among them, that share at least so many grams with one."""
        bounds, which = self._shared
        mine = which[bounds[place] : bounds[place + 1]]
        if len(mine) < fewest:
            return []
        owners = np.concatenate(
            [self._owners[self._starts[g] : self._starts[g] + self._counts[g]] for g in mine]
        )
        found, times = np.unique(owners, return_counts=True)
        return list(map(int, found[times >= fewest]))

    def in_at_least(self, fewest: int) -> Iterable[tuple[int, list[int]]]:
        """Yield the grams that stand in so many texts, and which those are."""
        for g in np.flatnonzero(self._counts >= fewest):
            start = self._starts[g]
            yield int(self._grams[start]), self._owners[start : start + self._counts[g]].tolist()
