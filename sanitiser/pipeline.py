"""The flow, read aloud: ingest, detect, decide, redact, verify."""
