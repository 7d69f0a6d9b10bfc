"""Leadership's month: its facts, its editions, and what is made of them."""
