"""`sanitiser serve`: the HTTP service, with workers beside it on the same machine."""

import os
import subprocess
import sys
import time
from threading import Event, Thread

import typer

PAUSE = 1.0


def serve() -> None:
    """Answer HTTP, and run the workers that `SANITISER_WORKERS` says (0: they run elsewhere)."""
    import uvicorn

    from api.app import create_app
    from sanitiser.logs import configure, log
    from sanitiser.service import open_service
    from sanitiser.settings import load_settings

    configure()
    settings = load_settings()
    service = open_service(settings)
    with service.database.read() as session:
        swept = service.blobs.sweep(session)
    app = create_app(service)
    stop = Event()
    minders = [Thread(target=_mind, args=(stop,), daemon=True) for _ in range(settings.workers)]
    for minder in minders:
        minder.start()
    log().info("serving", port=settings.port, count=swept, pid=os.getpid())
    try:
        uvicorn.run(
            app,
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=256,
            timeout_keep_alive=15,
        )
    finally:
        stop.set()
        for minder in minders:
            minder.join(30)
        service.database.engine.dispose()


def _mind(stop: Event) -> None:
    """Keep one worker process running; one that dies is replaced."""
    while not stop.is_set():
        child = subprocess.Popen([sys.executable, "-m", "sanitiser", "worker"], stdin=subprocess.DEVNULL)
        while child.poll() is None and not stop.wait(PAUSE / 4):
            pass
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            return
        time.sleep(PAUSE)


def register(app: typer.Typer) -> None:
    """Mount `sanitiser serve`."""
    app.command(name="serve")(serve)
