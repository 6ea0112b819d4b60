"""Counts in which papers move in parcels: the single transferable vote, and run-offs on one paper."""
