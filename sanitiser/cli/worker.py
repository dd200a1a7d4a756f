"""`sanitiser worker` and `sanitiser migrate`: the processes beside the web's."""

import os
import signal
from threading import Event
from types import FrameType

import typer


def worker(until_idle: bool = typer.Option(False, "--until-idle", help="Stop when no job waits.")) -> None:
    """Sanitise records that wait. Run as many as the machine has cores to spare; kill one and another does its job."""
    from sanitiser.jobs.process import handlers
    from sanitiser.jobs.real import engine_for
    from sanitiser.logs import configure, log
    from sanitiser.service import open_service
    from sanitiser.settings import load_settings

    configure()
    settings = load_settings()
    service = open_service(settings)
    engine = engine_for(settings)
    stop = Event()
    _stop_on_signal(stop)
    log().info("worker-started", pid=os.getpid())
    try:
        service.queue.work(handlers(service, engine), stop, until_idle=until_idle)
    finally:
        engine.close()
        service.database.engine.dispose()
    log().info("worker-stopped", pid=os.getpid())


def migrate() -> None:
    """Bring the database to this version's schema; `serve` and `worker` do so by themselves."""
    from sanitiser.service import open_service
    from sanitiser.settings import load_settings

    open_service(load_settings()).database.engine.dispose()
    typer.echo("The database is up to date.")


def _stop_on_signal(stop: Event) -> None:
    def told(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, told)


def register(app: typer.Typer) -> None:
    """Mount `sanitiser worker` and `sanitiser migrate`."""
    app.command(name="worker")(worker)
    app.command(name="migrate")(migrate)
