"""Removes from a protected family's records whatever tells where they lived or live, and proves it."""

__version__ = "0.1.0"
