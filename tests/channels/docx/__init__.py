"""The channels of a DOCX."""
