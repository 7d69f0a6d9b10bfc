"""What the measures about asks say alike: how a question is called, and why one is left out of a figure."""

QUESTION, QUESTIONS = "question", "questions"
LEFT_OUT = {
    "set-aside": "set aside",
    "same-person": "same person",
    "answered-elsewhere": "answered elsewhere",
    "removed": "removed",
    "backdated": "backdated",
}
