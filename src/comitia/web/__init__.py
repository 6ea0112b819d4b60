"""The page of `comitia serve`: a server on this machine alone, its workers, and what it answers to programs."""
