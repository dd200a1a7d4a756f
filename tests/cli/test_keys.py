"""`sanitiser keys`: rotation by the commands, from new to prune, on a store with data."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from sanitiser.cli.keys import register
from sanitiser.store.database import open_database
from sanitiser.store.keys import KeyFault, read_key_file
from sanitiser.store.migrate import migrate
from sanitiser.store.vault import Vault


def test_rotation_by_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """new, add, rewrap, prune: the value sealed before opens with the file that is left, which holds one key."""
    app = typer.Typer()
    register(app)
    run = CliRunner().invoke
    file = tmp_path / "key"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANITISER_DATABASE", f"sqlite:///{tmp_path}/s.db")
    monkeypatch.setenv("SANITISER_KEY_FILE", str(file))
    assert run(app, ["keys", "new", str(file)]).exit_code == 0
    assert isinstance(run(app, ["keys", "new", str(file)]).exception, KeyFault)
    first = read_key_file(file)
    database = open_database(f"sqlite:///{tmp_path}/s.db")
    migrate(database)
    with database.write() as session:
        sealed = Vault(first).service(session).seal(b"value", "here")
    assert "in the file: 2" in run(app, ["keys", "add", str(file)]).output
    assert "taken out: 0" in run(app, ["keys", "prune", str(file)]).output
    assert "anew: 1" in run(app, ["keys", "rewrap"]).output
    assert "taken out: 1" in run(app, ["keys", "prune", str(file)]).output
    (left,) = read_key_file(file).keys
    assert left != first.current
    with database.read() as session:
        assert Vault(read_key_file(file)).service(session).open(sealed, "here") == b"value"
    database.engine.dispose()
