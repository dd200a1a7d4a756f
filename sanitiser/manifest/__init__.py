"""The review manifest, its schema, and the report made of it."""
