"""The outbox: what goes to whom, once; by a real mail server, a Notify that verifies, and a folder."""
