"""Running untrusted work in children with limits."""
