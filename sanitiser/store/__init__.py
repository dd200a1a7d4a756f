"""What the service remembers: tables, encrypted columns, blobs and keys."""
