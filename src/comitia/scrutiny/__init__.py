"""One contest under one counting rule: papers in, count sheet out, with its lots and all that a recount needs."""
