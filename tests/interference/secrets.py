"""Secrets to tell apart: authorities, schools and addresses, long and short, of one word and of many."""

import json
from pathlib import Path

# Spread over length, words, hyphens, ampersands, apostrophes, accents and designators; the rest come from the gazetteers.
_FIRST = {
    "authority": ["Leeds City Council", "London Borough of Hammersmith & Fulham", "Hart", "Bath and North East Somerset Council",
                  "Cyngor Sir Ynys Môn", "Barrow-in-Furness Borough Council", "King's Lynn and West Norfolk", "Bournemouth, Christchurch and Poole Council"],
    "school": ["Quarry Mount Primary School", "St Bede's", "The Iffley Academy", "Our Lady Queen of Martyrs Catholic Primary School, a Voluntary Academy",
               "Ysgol Gyfun Gŵyr", "Eton College", "King Edward VI Aston School", "Bright Horizons Dulwich Village Day Nursery and Preschool"],
    "address": ["14 Acacia Avenue, Leeds LS8 5DR", "Flat 2, 27 Harehills Lane, Leeds, LS8 5DR", "The Old Rectory, Church Lane, Upper Slaughter, Cheltenham GL54 2JB",
                "3/2, 14 Byres Road, Glasgow G11 5JT", "1 Hoe", "Tŷ Gwyn, Heol y Bont, Llanfairpwllgwyngyll LL61 5UJ",
                "Unit 5, Block C, Weavers' Court, 112-118 Linfield Road, Belfast BT12 5GH", "PO Box 837, Leeds LS1 9PZ"],
}  # fmt: skip
MORE = Path(__file__).parent / "secrets.json"


def secrets(kind: str, count: int) -> list[str]:
    """The first `count` secrets of a kind; the same ones every time."""
    more = json.loads(MORE.read_text(encoding="utf-8"))[kind] if count > len(_FIRST[kind]) and MORE.exists() else []
    return list(dict.fromkeys([*_FIRST[kind], *more]))[:count]
