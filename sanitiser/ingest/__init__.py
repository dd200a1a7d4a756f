"""What is this file, which adapter, which limits: an untrusted file becomes a Record."""
