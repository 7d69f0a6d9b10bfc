"""The room of labels: one file per text rule, each saying what a message is and which words made it say so.

Every rule reads one message (through labels/words.py), keeps to its first 2,000 characters, knows nothing of
who wrote it, and gives a value and a reason in the message's own words. The RULE in its file declares whose messages
it reads; the rule's id and version are stored with each label; a change of what it says raises its version.
"""

from labels.ask import ask
from labels.copies import Copy, copies
from labels.copy_words import count_words
from labels.corrects import corrects
from labels.credits import credits
from labels.form import form, form_hash
from labels.grams import grams
from labels.hashtags import hashtags
from labels.invites import invites
from labels.label import label, label_item
from labels.language import is_bilingual, language
from labels.own_words import has_own_words
from labels.registry import all_rules, stored_rules
from labels.reports_back import reports_back
from labels.seeks_views import seeks_views
from labels.shelf import Shelf
from labels.words import HANDLE, LINK, Found

__all__ = [
    "HANDLE",
    "LINK",
    "Copy",
    "Found",
    "Shelf",
    "all_rules",
    "ask",
    "copies",
    "corrects",
    "count_words",
    "credits",
    "form",
    "form_hash",
    "grams",
    "has_own_words",
    "hashtags",
    "invites",
    "is_bilingual",
    "label",
    "label_item",
    "language",
    "reports_back",
    "seeks_views",
    "stored_rules",
]
