"""What "fast" means here, measured."""
