"""Reasons in words: the law as sentences, the road of a mandate, why an outcome is as it is."""
