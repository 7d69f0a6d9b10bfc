"""The languages that a council's documents are made in."""


def documents_in(country: str) -> tuple[str, ...]:
    """Return the languages: English first, and Welsh in Wales."""
    return ("en", "cy") if country == "wales" else ("en",)
