"""What reviewers rule, and when a copy counts as approved."""
