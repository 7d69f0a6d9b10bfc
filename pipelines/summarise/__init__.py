"""Summarises: a closed month of the whole council as one facts document, frozen as an edition."""
