"""A real OpenID Connect provider on this machine, and what it does when told to misbehave."""
