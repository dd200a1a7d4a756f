"""The manifests: what was done with each record, for the one who answers for it."""
