"""What people decide, each decision one function for the page and the command line: register, consent, corrections."""
