"""What the measures about asks say alike: how a question is called, and why one is left out of a figure."""

from facts import MarkKind

QUESTION, QUESTIONS = "question", "questions"
LEFT_OUT = {
    "set-aside": "set aside",
    "same-person": "same person",
    "answered-elsewhere": "answered elsewhere",
    "removed": "removed",
    "backdated": "backdated",
}
MARKS = (
    MarkKind.ANSWERED_ELSEWHERE,
    MarkKind.NOT_AN_ASK,
    MarkKind.SET_ASIDE,
)  # what may be said of a question
STATES = {  # of open ones (definition 89)
    "new": "new: asked less than a day before we last looked",
    "waiting": "waiting: asked between a day and 14 days before we last looked",
    "closed": "closed: asked longer ago, no longer followed",
}
