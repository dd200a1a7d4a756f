"""`sanitiser verify-pack`: is this pack what its sender signed?"""

from pathlib import Path
from typing import Annotated

import typer

from sanitiser.errors import EnvironmentFault

_MOST = 4 * 1024**3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="verify-pack")(verify_pack)


def verify_pack(
    pack: Annotated[Path, typer.Argument(metavar="PACK.zip", help="The pack.")],
    key: Annotated[Path, typer.Option("--key", metavar="KEY.pem", help="The sender's public key.")],
) -> None:
    """Check a pack's signature and every file in it.

    With standard tools: unzip it, `base64 -d manifest.sig > sig`, then
    `openssl pkeyutl -verify -pubin -inkey KEY.pem -rawin -in manifest.json -sigfile sig`, and compare `sha256sum` of
    each file with manifest.json.
    """
    from sanitiser.release.check import check, fingerprint, read_key

    public = read_key(_read(key))
    found = check(_read(pack), public)
    typer.echo(
        f"Good: pack {found.number} of {found.reference or 'a case'}, {len(found.files)} files, for {found.agency}."
    )
    for name in found.files:
        typer.echo(f"  {name}")
    typer.echo(f"Fingerprint of the key, to be compared with the sender's: {fingerprint(public)}")


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST:
            raise EnvironmentFault(f"{path.name} is too large")
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentFault(f"{path.name}: {error.strerror or 'cannot be read'}") from None
