"""What was examined, kept in the confidential folder while a run lasts, so that --resume need not read it again."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from sanitiser.engine import Examined
from sanitiser.errors import EnvironmentFault
from sanitiser.workspace import faults, write_synced

_EXAMINED: TypeAdapter[Examined] = TypeAdapter(Examined)


@dataclass(frozen=True, slots=True)
class Spool:
    """A folder of examined records by the digest of their source; `key` is the digest of what examining depends on."""

    folder: Path
    key: str

    def save(self, sha256: str, examined: Examined) -> None:
        """Keep one, whole or not at all."""
        with faults(self.folder):
            temporary = self._path(sha256).with_suffix(".new")
            write_synced(temporary, _EXAMINED.dump_json(examined), mode=0o600)
            temporary.replace(self._path(sha256))

    def load(self, sha256: str) -> Examined | None:
        """What was kept, None when nothing whole is there."""
        try:
            return _EXAMINED.validate_json(self._path(sha256).read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def need(self, sha256: str) -> Examined:
        """What was kept. Raises EnvironmentFault when it has gone meanwhile."""
        examined = self.load(sha256)
        if examined is None:
            raise EnvironmentFault("the run's own confidential folder was changed while it ran")
        return examined

    def _path(self, sha256: str) -> Path:
        return self.folder / f"{sha256}-{self.key[:16]}.json"
