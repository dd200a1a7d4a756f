"""PDF: opening within limits, interpreting pages with glyph provenance, structure, typesetting, layout mode."""
