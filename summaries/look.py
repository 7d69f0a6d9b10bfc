"""What documents have in common: the colours of their pictures, and what a content is."""

from typing import Any

INK, SHADE, SOFT = "#0b5d5e", "#d5e6e4", "#4c6168"
Content = dict[str, Any]  # words and pictures, by the names that the templates use
