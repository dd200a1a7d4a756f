"""Presidio recognisers for whatever betrays a UK location; usable in any AnalyzerEngine."""
