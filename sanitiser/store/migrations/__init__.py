"""Alembic migrations, run by `sanitiser migrate` and `sanitiser serve`. A released migration is never changed."""
