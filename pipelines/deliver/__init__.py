"""Delivers: queues what is due to whoever chose to have it, and works the outbox, each message once."""
