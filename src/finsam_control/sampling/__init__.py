"""Sampling where data cannot decide: planned, drawn, tested by hand, and evaluated."""
