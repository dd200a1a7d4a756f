"""The FastAPI application."""

from fastapi import FastAPI


def create_app() -> FastAPI:
    """Build the application."""
    app = FastAPI(title="Sanitiser", openapi_url=None, docs_url=None, redoc_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "ok"}

    return app
