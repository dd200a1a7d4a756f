"""Generated case records: invented families, places from lists and places built from syllables, all annotated."""
