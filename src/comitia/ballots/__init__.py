"""Files of ballots: told apart, read, and shown before anything is counted."""
