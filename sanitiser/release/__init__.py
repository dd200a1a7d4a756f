"""Release packs: what leaves, for whom, and how it is called back."""
