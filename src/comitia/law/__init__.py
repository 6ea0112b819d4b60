"""What a constitution may say: frozen, hashable data and nothing else."""
