"""From a Record and replacements to a copy made only of what was understood."""
