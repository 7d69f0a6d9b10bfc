"""Each platform on this machine, its faults, and what is read from its answers."""
