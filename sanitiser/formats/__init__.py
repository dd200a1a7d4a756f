"""One folder a format: its mechanics, reading and writing side by side."""
