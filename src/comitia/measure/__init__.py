"""What can be said of a run: composition, funnels, distances, fit; tables in, tables out."""
