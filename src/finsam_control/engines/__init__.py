"""Evaluators of conditions: each takes the same tree and the same facts, and they must agree."""
