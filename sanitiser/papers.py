"""The confidential papers of a run: the review manifest and the case state."""

from sanitiser.engine import Setup
from sanitiser.pipeline import Outcome
from sanitiser.workspace import Workspace


def write_papers(outcome: Outcome, setup: Setup, workspace: Workspace) -> None:
    """Write both, each whole or not at all."""
    workspace.confide("case-state.json", outcome.register.save())
