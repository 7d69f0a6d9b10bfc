"""The only room that makes sentences for members, officers and leaders: of outcomes, reasons, numbers and moments.

The same words for the page, the command line, the document and the e-mail, in the reader's language (language.py).
What only an administrator reads (errors, `collect`, `doctor`) is English, and made where it happens.
"""
