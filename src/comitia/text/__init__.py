"""The written law: YAML into a constitution, or into every fault with its place; amendments; JSON Schema."""
