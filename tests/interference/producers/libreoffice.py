"""LibreOffice Writer printing to PDF, many files in one call. Only where `soffice` is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.interference.producers import word
from tests.interference.template import Template

SUFFIX = ".pdf"
MOST = 100
"""Files in one call: it stops without a word after some 250."""


def available() -> bool:
    """Whether LibreOffice is here."""
    return shutil.which("soffice") is not None


def make(template: Template, secrets: list[str]) -> list[bytes]:
    """One file a secret."""
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(word.make(template, secrets)):
            Path(folder, f"{number:04}.docx").write_bytes(data)
        sources = sorted(str(path) for path in Path(folder).glob("*.docx"))
        profile = f"-env:UserInstallation=file://{folder}/profile"  # its own: two calls at once would share one
        for at in range(0, len(sources), MOST):
            subprocess.run(
                ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *sources[at : at + MOST]],
                check=True,
                capture_output=True,
            )
        return [Path(folder, f"{number:04}.pdf").read_bytes() for number in range(len(secrets))]
