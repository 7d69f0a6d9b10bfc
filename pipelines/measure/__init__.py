"""Labels and measures what was collected, as of a moment."""
