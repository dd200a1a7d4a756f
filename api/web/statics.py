"""Styles, scripts and the icon: the files of one folder, by name, for laptop and service alike."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, Response
from starlette.exceptions import HTTPException

from api.web.pages import ASSETS

router = APIRouter(include_in_schema=False)
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@router.get("/assets/{name}")
def asset(name: str) -> Response:
    """A file of the pages. The only answer that may be cached: it is the same for everybody."""
    path = ASSETS / name
    if path.parent != ASSETS or path.suffix not in _TYPES or not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type=_TYPES[path.suffix], headers={"cache-control": "public, max-age=86400"})
