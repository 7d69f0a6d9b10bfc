"""The room of labels: one file per text rule, each saying what a message is and which words made it say so.

Every rule reads one message (through labels/words.py), keeps to its first 2,000 characters, knows nothing of
who wrote it, and gives a value, a rule id and a reason in the message's own words. `RULE` and `VERSION` of a
rule's file are stored with each label; a change of what a rule says raises its version.
"""

from labels.ask import ask
from labels.copies import Copy, Shelf, copies, grams
from labels.corrects import corrects
from labels.credits import credits
from labels.form import form, form_hash, has_own_words
from labels.invites import invites
from labels.label import label, label_item
from labels.language import is_bilingual, language
from labels.words import HANDLE, LINK, Found

__all__ = [
    "HANDLE",
    "LINK",
    "Copy",
    "Found",
    "Shelf",
    "ask",
    "copies",
    "corrects",
    "credits",
    "form",
    "form_hash",
    "grams",
    "has_own_words",
    "invites",
    "is_bilingual",
    "label",
    "label_item",
    "language",
]
