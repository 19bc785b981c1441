"""Strict reading of the files that people write: YAML text to frozen records, every fault with its line."""
