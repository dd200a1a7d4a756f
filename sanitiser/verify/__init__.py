"""Readers that share nothing with the writers look into the copy: a verdict."""
