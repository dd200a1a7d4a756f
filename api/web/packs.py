"""Release packs from the laptop."""

from fastapi import APIRouter

router = APIRouter()
