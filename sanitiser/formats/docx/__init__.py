"""DOCX: reading every channel, building a new package from an allow list."""
