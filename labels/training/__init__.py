"""Trains the small linear models that read messages beside the rules, and compares them: `python -m labels.training`.

The messages are in labels/messages; those set aside are never trained on. The same messages give the same bytes.
"""
