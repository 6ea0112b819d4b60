"""What a schema cannot say of a law, one small function for each point; `comitia.plan.check` asks them all."""
