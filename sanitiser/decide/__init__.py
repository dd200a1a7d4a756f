"""Policy, case profile and register turn findings into decisions and labels."""
