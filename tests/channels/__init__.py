"""Fixtures that carry a secret in one channel each, and tests that no copy does."""
