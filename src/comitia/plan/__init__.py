"""From a law and the people it is for to the contests to be held, in the order in which they can be held."""
