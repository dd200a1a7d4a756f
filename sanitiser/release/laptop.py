"""Packs from the laptop: approved copies under neutral names, signed with a key that never leaves the machine."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from sanitiser import __version__
from sanitiser.domain.case import Identity
from sanitiser.errors import EnvironmentFault, UsageError
from sanitiser.ledger.checklist import AGENCIES, CATEGORIES
from sanitiser.release.bundle import PackFile, PackHead, bundle, files_of
from sanitiser.release.check import pem
from sanitiser.release.marks import left_out, marks, without
from sanitiser.review.log import What
from sanitiser.review.sitting import Sitting
from sanitiser.workspace import faults, sync_folder, write_synced

KEY: Final = "release-key.pem"
PUBLIC: Final = "release-public-key.pem"


@dataclass(frozen=True, slots=True)
class Order:
    """What a pack shall be: for which kind of agency, which records in which category (record → category), about whom.

    `subjects` are names of the case's keep list; `replaces` is the number of the pack that it takes the place of.
    """

    agency: str
    chosen: Mapping[str, str]
    day: date
    subjects: tuple[str, ...] = ()
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """A pack that was made here. `recalled` and `replaced` say when that was done, empty: it was not."""

    number: int
    name: str
    at: str
    who: str
    digest: str
    recalled: str = ""
    replaced: str = ""


def family(sitting: Sitting) -> tuple[str, ...]:
    """The names whom a pack can be about: the case's keep list, unless the family has other names now."""
    case = sitting.setup.case
    return case.keep if case is not None and case.identity is Identity.UNCHANGED else ()


def export(sitting: Sitting, who: str, order: Order) -> Path:
    """Write DIR/packs/pack-NNNN.zip of the approved records in the order; gives its path.

    Raises UsageError when a record is not approved, or a category, agency, name or pack is not known.
    """
    _check(sitting, order)
    approved = {kept.id: (kept, made) for kept, made in sitting.approved()}
    if not set(order.chosen) <= set(approved):
        raise UsageError("a record in it is not approved", "Approve it first, or leave it out.")
    files: list[PackFile] = []
    counts: Counter[str] = Counter()
    for name, category in sorted(order.chosen.items(), key=lambda one: (one[1], one[0])):
        kept, made = approved[name]
        counts[category] += 1
        parts = left_out(marks(sitting, name), order.subjects)
        data = without(sitting, name, parts).files if parts else made.files
        files += files_of(f"{category}-{counts[category]:04}", category, data, kept.record.media_type, ())
    number = 1 + len(packs(sitting))
    engine = f"{__version__}/{sitting.setup.mode.value}"
    subjects = tuple(name for name in family(sitting) if name in order.subjects)
    head = PackHead(sitting.case, number, order.agency, order.day, subjects, order.replaces, (engine,))
    packed = bundle(head, files, _private(sitting).sign).data
    path = _write(sitting.folder.out, f"pack-{number:04}.zip", packed)
    sitting.note(who, What.EXPORT, digest=sha256(packed).hexdigest(), note=path.name)
    if order.replaces is not None:
        old = packs(sitting)[order.replaces - 1]
        sitting.note(who, What.REPLACE, digest=old.digest, note=old.name)
    return path


def _check(sitting: Sitting, order: Order) -> None:
    if order.agency not in AGENCIES or not order.chosen or not set(order.chosen.values()) <= CATEGORIES:
        raise UsageError("a pack is for one kind of agency and holds records, each in a category", "Choose them.")
    if family(sitting) and not order.subjects:
        raise UsageError("a pack is about named people", "Name those whom the agency works with.")
    if not set(order.subjects) <= set(family(sitting)):
        raise UsageError("a name in it is not one of the family's", "Choose from the names on the page.")
    replaceable = {pack.number for pack in packs(sitting) if not pack.replaced}
    if order.replaces is not None and order.replaces not in replaceable:
        raise UsageError("there is no such pack, or it was replaced already", "Choose one from the list.")


def recall(sitting: Sitting, who: str, number: int) -> None:
    """Mark a pack as called back; whoever has it must be told by other means. Raises UsageError."""
    found = next((p for p in packs(sitting) if p.number == number and not p.recalled and not p.replaced), None)
    if found is None:
        raise UsageError("there is no such pack, or it was recalled or replaced already", "Choose one from the list.")
    sitting.note(who, What.RECALL, digest=found.digest, note=found.name)


def packs(sitting: Sitting) -> tuple[Exported, ...]:
    """Every pack that was made here, the oldest first."""
    recalled = {event.note: event.at for event in sitting.log.events if event.what is What.RECALL}
    replaced = {event.note: event.at for event in sitting.log.events if event.what is What.REPLACE}
    made = [event for event in sitting.log.events if event.what is What.EXPORT]
    return tuple(
        Exported(
            number,
            event.note,
            event.at,
            event.who,
            event.digest,
            recalled.get(event.note, ""),
            replaced.get(event.note, ""),
        )
        for number, event in enumerate(made, 1)
    )


def public_key(sitting: Sitting) -> Ed25519PublicKey:
    """The key that receivers check with; DIR/packs holds it as a file, too."""
    return _private(sitting).public_key()


def _private(sitting: Sitting) -> Ed25519PrivateKey:
    path = sitting.folder.review / KEY
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        sitting.folder.confide(KEY, made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        _write(sitting.folder.out, PUBLIC, pem(made.public_key()))
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise EnvironmentFault("the release key in the confidential folder is damaged", "Restore it from a backup.")
    return key


def _write(out: Path, name: str, data: bytes) -> Path:
    folder = out / "packs"
    with faults(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        temporary = folder / f".{name}.new"
        write_synced(temporary, data, mode=0o600)
        temporary.replace(folder / name)
        sync_folder(folder)
    return folder / name
