"""Packs from the laptop: approved copies under neutral names, signed with a key that never leaves the machine."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from sanitiser.domain.record import MediaType
from sanitiser.errors import EnvironmentFault, UsageError
from sanitiser.ledger.checklist import AGENCIES, CATEGORIES
from sanitiser.manifest.canonical import canonical
from sanitiser.release.bundle import PackFile, bundle, manifest_of
from sanitiser.review.log import What
from sanitiser.review.sitting import Sitting
from sanitiser.workspace import faults, sync_folder, write_synced

KEY: Final = "release-key.pem"
PUBLIC: Final = "release-public-key.pem"
_SUFFIX: Final = {MediaType.PDF: ".pdf", MediaType.DOCX: ".docx"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A pack that was made here. `recalled` says when it was called back, empty: it was not."""

    number: int
    name: str
    at: str
    who: str
    digest: str
    recalled: str = ""


def export(sitting: Sitting, who: str, agency: str, chosen: Mapping[str, str], day: date) -> Path:
    """Write DIR/packs/pack-NNNN.zip of the approved records in `chosen` (record → category); gives its path.

    Raises UsageError when a record is not approved, or a category or agency is not known.
    """
    if agency not in AGENCIES or not chosen or not set(chosen.values()) <= CATEGORIES:
        raise UsageError("a pack is for one kind of agency and holds records, each in a category", "Choose them.")
    approved = {kept.id: (kept, made) for kept, made in sitting.approved()}
    if not set(chosen) <= set(approved):
        raise UsageError("a record in it is not approved", "Approve it first, or leave it out.")
    files: list[PackFile] = []
    for name in sorted(chosen, key=lambda one: (chosen[one], one)):
        kept, made = approved[name]
        for data in made.files:
            number = 1 + sum(file.category == chosen[name] for file in files)
            label = f"{chosen[name]}-{number:04}{_SUFFIX[kept.record.media_type]}"
            files.append(PackFile(label, chosen[name], data))
    number = 1 + len(packs(sitting))
    text = canonical(manifest_of(sitting.case, number, agency, day, files)).decode()
    signature = base64.b64encode(_private(sitting).sign(text.encode())).decode()
    data = bundle(text, signature, files)
    path = _write(sitting.folder.out, f"pack-{number:04}.zip", data)
    sitting.note(who, What.EXPORT, digest=sha256(data).hexdigest(), note=path.name)
    return path


def recall(sitting: Sitting, who: str, number: int) -> None:
    """Mark a pack as called back; whoever has it must be told by other means. Raises UsageError."""
    found = next((pack for pack in packs(sitting) if pack.number == number and not pack.recalled), None)
    if found is None:
        raise UsageError("there is no such pack, or it was recalled already", "Choose one from the list.")
    sitting.note(who, What.RECALL, digest=found.digest, note=found.name)


def packs(sitting: Sitting) -> tuple[Exported, ...]:
    """Every pack that was made here, the oldest first."""
    recalled = {event.note: event.at for event in sitting.log.events if event.what is What.RECALL}
    made = [event for event in sitting.log.events if event.what is What.EXPORT]
    return tuple(
        Exported(number, event.note, event.at, event.who, event.digest, recalled.get(event.note, ""))
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
        public = made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        _write(sitting.folder.out, PUBLIC, public)
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
