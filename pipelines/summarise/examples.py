"""Examples of good practice in a month's facts: those that a person chose and the member let be shown."""

from itertools import islice

import guidance
from facts import iso
from metrics import all_measures
from people import examples
from pipelines.keep.folder import Folder
from pipelines.measure.run import Run
from pipelines.summarise.figures import Facts
from store.archive import Archive
from store.still_there import still_there

MOST = 3  # the first that were nominated
LONGEST = 220  # letters of a post that are quoted


def examples_of(folder: Folder, archive: Archive, run: Run, month: str) -> list[Facts]:
    """Return what may be shown of a month: the member's own words and the link, and why somebody chose them."""
    [window] = [one for one in run.windows if one.label == month]
    chosen = {one.post: one for one in examples.permitted(folder.desk)}
    members = {one.id: one for one in run.members}
    accounts = {one.id: one.member for one in run.accounts}
    pack = guidance.read(folder.settings.pack, folder.path, known=[one.id for one in all_measures()])
    lines = {line.id: line for line in pack.lines}
    there = still_there(archive, chosen)
    in_month = (
        (example, there[post])
        for post, example in chosen.items()
        if post in there
        and window.from_us <= there[post].posted_us < window.to_us
        and accounts.get(there[post].account) == example.member  # it may be somebody else's by now
    )
    found: list[Facts] = []
    for example, post in islice(in_month, MOST):
        about, line = members[example.member], lines.get(example.line)
        found.append(
            {
                "member": about.id,
                "name": about.name,
                "ward": about.ward,
                "accounts": [post.account],
                "post": post.id,
                "platform": run.platforms.get(post.platform, post.platform),
                "posted_at": iso(post.posted_us),
                "words": _cut(post.text),
                "url": post.url,
                "line": {"id": example.line, "en": line.words.en, "cy": line.words.cy} if line else None,
                "why": example.why,
            }
        )
    return found


def _cut(words: str) -> str:
    """Return a post's words, or as many whole ones as a page has room for."""
    told = " ".join(words.split())
    if len(told) <= LONGEST:
        return told
    return f"{told[:LONGEST].rsplit(' ', 1)[0]} …"
