"""What reviewers do with a record after the engine: rulings, history, search, and when a copy counts as approved."""
