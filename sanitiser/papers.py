"""The confidential papers of a run: the review manifest and the case state."""

from sanitiser.pipeline import Outcome
from sanitiser.workspace import Workspace


def write_papers(outcome: Outcome, workspace: Workspace) -> None:
    """Write both, each whole or not at all."""
    workspace.confide("case-state.json", outcome.register.save())
