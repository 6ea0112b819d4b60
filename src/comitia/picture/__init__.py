"""Pictures of a run: one small emitter of SVG, the same for notebook, report, page and file, each with its table."""
