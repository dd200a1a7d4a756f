"""Who is asking, and whether that one may."""
