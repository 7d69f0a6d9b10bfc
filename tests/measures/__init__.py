"""The figures: stories, slow twins, and what must never change one."""
