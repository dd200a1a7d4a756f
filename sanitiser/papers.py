"""The confidential papers of a run: the review manifest, the case state, and what its reviewers work from."""

from dataclasses import replace

from sanitiser import __version__
from sanitiser.assets import gazetteers, models
from sanitiser.engine import Setup
from sanitiser.inputs import printable
from sanitiser.manifest.review import Entry, Head, Source, manifest, quarantined_entry, sanitised_entry
from sanitiser.pipeline import Outcome
from sanitiser.review.kept import Kept, keep, keep_setup
from sanitiser.spool import Spool
from sanitiser.stages import Finished, key
from sanitiser.workspace import Workspace


def write_papers(outcome: Outcome, setup: Setup, workspace: Workspace) -> None:
    """Write both, each whole or not at all."""
    spool = Spool(workspace.spool, key(setup))
    refused = [one for one in outcome.finished if one.refused is not None]
    entries = [_sanitised(one, setup, spool) for one in outcome.finished if one.refused is None]
    entries += [_quarantined(f"q{number:04}", one, setup, spool) for number, one in enumerate(refused, 1)]
    head = Head(
        engine=__version__,
        policy=setup.policy.digest,
        mode=setup.mode,
        models=models(),
        gazetteers=gazetteers(),
        case=setup.case.reference if setup.case else None,
    )
    workspace.confide("case-state.json", outcome.register.save())
    workspace.confide("manifest.json", manifest(head, entries))
    keep_setup(workspace.review, setup)
    for one in outcome.finished:
        _keep(one, spool, workspace)


def _keep(one: Finished, spool: Spool, workspace: Workspace) -> None:
    """What reviewers need to make a copy again; nothing of a record that could not be read."""
    known = one.known
    examined = spool.load(known.sha256) if one.stem else None
    if examined is not None:
        kept = Kept(
            one.stem,
            known.source.name,
            known.sha256,
            examined.record,
            one.decisions,
            one.verdicts,
            one.outputs,
            printable(known.source.path.absolute()),
        )
        keep(workspace.review, kept)


def _sanitised(one: Finished, setup: Setup, spool: Spool) -> Entry:
    record = spool.need(one.known.sha256).record
    record = replace(record, notices=tuple(sorted({*record.notices, *one.notices})))
    paths = [f"sanitised/{name}" for name in one.outputs]
    return sanitised_entry(
        Source(one.stem, one.known.source.name, one.known.sha256),
        paths,
        setup.mode,
        record,
        one.decisions,
        one.verdicts,
        setup.case,
    )


def _quarantined(name: str, one: Finished, setup: Setup, spool: Spool) -> Entry:
    """Also what was read of it, when only its copy failed."""
    why = one.refused
    if why is None:
        raise ValueError(name)
    kept = spool.load(one.known.sha256) if one.decisions else None
    return quarantined_entry(
        Source(name, one.known.source.name, one.known.sha256 or None),
        why.code,
        why.reason,
        why.remedy,
        one.known.media_type,
        setup.mode,
        kept.record if kept else None,
        one.decisions,
    )
