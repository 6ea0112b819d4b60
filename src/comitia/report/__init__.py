"""The report of a run: one HTML file that loads nothing, with its pictures, tables, law, assumptions and data."""
