"""Statistics: each formula once, with where it comes from. Nothing here knows a measure, a member or a month."""
