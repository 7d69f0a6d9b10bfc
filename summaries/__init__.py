"""Documents of a month: what wording/ says of the facts, laid out as a web page, on paper and in the post.

Nothing is computed here: every number and every sentence comes from the facts document of an edition.
"""
