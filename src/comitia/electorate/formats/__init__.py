"""The forms in which real votes and real lots come: read, with every fault named by its line."""
