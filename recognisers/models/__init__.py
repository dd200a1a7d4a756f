"""Named-entity models, the second net: they read only what gazetteers and ordinary words leave unexplained."""
