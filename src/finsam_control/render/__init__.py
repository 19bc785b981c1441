"""Renderers: each takes a report and makes text of it, and nothing else."""
