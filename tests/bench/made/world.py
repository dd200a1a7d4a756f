"""One invented family with its places, schools, agencies and professionals."""

from dataclasses import dataclass
from random import Random

from tests.bench.made import known, numbers, syllables

IN, OUT, FORM = "in-gazetteer", "out-of-gazetteer", "by-form"
_SAINTS = ["Aldric", "Wilfreda", "Osyth", "Botolph", "Elwin", "Brannoc", "Materiana", "Hybald", "Eanswith", "Cuthman"]
_BRANDS = (
    "Stepping Stones",
    "Bright Horizons",
    "Family Roots",
    "The Willow Tree",
    "Safe Steps",
    "New Dawn",
    "Lighthouse",
    "The Cabin",
    "Turning Point Together",
    "Little Explorers",
)
_WORDS = [
    "Ashgrove",
    "Larkmere",
    "Fernhollow",
    "Brackendene",
    "Millbeck",
    "Oakhanger",
    "Thornlea",
    "Westmarch",
    "Rowanbank",
    "Hollowell",
    "Marlpit",
    "Kestrel",
    "Copperfield",
    "Silverdene",
]


@dataclass(frozen=True)
class Thing:
    """A secret: its kind, how it is written here, and whether lists may hold it."""

    kind: str
    text: str
    group: str


class World:
    """What the templates draw from. `known_names` says whether names come from lists or from syllables."""

    def __init__(self, random: Random, *, known_names: bool) -> None:
        self._random = random
        self.group = IN if known_names else OUT
        pick = random.choice
        self.family = {
            "child": pick(known.FAMILY_FIRST) if known_names else syllables.first_name(random),
            "sibling": pick(known.FAMILY_FIRST),
            "mother": pick(known.FAMILY_FIRST) if known_names else syllables.first_name(random),
            "surname": pick(known.FAMILY_SURNAMES) if known_names else syllables.surname(random),
        }
        self.things: dict[str, Thing] = {}
        self._places(known_names)
        self._schools(known_names)
        self._agencies(known_names)
        self._people(known_names)
        self._numbers()

    @property
    def keep(self) -> tuple[str, ...]:
        """The family's names in full, as a case file has them."""
        last = self.family["surname"]
        return tuple(f"{self.family[who]} {last}" for who in ("child", "sibling", "mother"))

    @property
    def protect(self) -> tuple[Thing, ...]:
        """What a point of contact would write into a case file: the places of the old area that they know."""
        names = (
            "town",
            "old_town",
            "council",
            "old_council",
            "school",
            "nursery",
            "gp",
            "hospital",
            "address",
            "team",
            "service",
        )
        return tuple(self.things[name] for name in names)

    def _put(self, name: str, kind: str, text: str, group: str = "") -> str:
        self.things[name] = Thing(kind, text, group or self.group)
        return text

    def _places(self, listed: bool) -> None:
        random, pick = self._random, self._random.choice
        places = random.sample(known.PLACES, 4) if listed else [syllables.place(random) for _ in range(4)]
        for name, place in zip(("town", "old_town", "village", "suburb"), places, strict=True):
            self._put(name, "PLACE", place)
        street = pick(known.STREETS) if listed else f"{syllables.short_place(random)} {pick(known.STREET_ENDS)}"
        other = pick(known.STREETS) if listed else f"{syllables.short_place(random)} {pick(known.STREET_ENDS[:12])}"
        self._put("street", "PLACE", other if other not in ("The Crescent",) else "Station Road")
        number = pick(["14", "3", "27a", "112", "8-10", "Flat 2, 14", "Flat 3/2, 41", "Flat C, 9", "No. 5", "2F1, 27"])
        code = numbers.postcode(random)
        self._put("postcode", "POSTCODE", code, FORM)
        self._put("outward", "POSTCODE", code.split()[0], FORM)
        self._put("address", "ADDRESS", f"{number} {street}")
        self._put("address_full", "ADDRESS", f"{number} {street}, {places[3]}, {places[0]} {code}")
        self._put("address_lines", "ADDRESS", f"{number} {street}\n{places[3]}\n{places[0]}\n{code}")
        self._put(
            "old_address", "ADDRESS", f"{random.randint(1, 150)} {other}, {places[1]}, {numbers.postcode(random)}"
        )
        self._put("estate", "PLACE", f"{pick(_WORDS)} Estate", OUT)
        self._put("council", "LOCAL_AUTHORITY", pick(known.COUNCILS) if listed else self._council())
        self._put("old_council", "LOCAL_AUTHORITY", pick(known.COUNCILS) if listed else self._council())

    def _council(self) -> str:
        place = syllables.short_place(self._random)
        return self._random.choice(
            [
                f"{place} Borough Council",
                f"{place}shire County Council",
                f"{place} City Council",
                f"London Borough of {place}",
                f"{place} Council",
                f"{place} MBC",
            ]
        )

    def _schools(self, listed: bool) -> None:
        random, pick = self._random, self._random.choice
        if listed:
            school, nursery = random.sample(known.SCHOOLS, 2)
        else:
            place, word = syllables.short_place(random), pick(_WORDS)
            school = pick(
                [
                    f"St {pick(_SAINTS)}'s CofE Primary School",
                    f"{place} Primary School",
                    f"{word} Academy",
                    f"{place} High School",
                    f"Ysgol {syllables.short_place(random)}",
                    f"{word} Junior School",
                    f"{place} Community College",
                    f"The {word} School",
                ]
            )
            nursery = pick(
                [f"{word} Day Nursery", f"{place} Nursery", f"{word} Pre-School", f"{place} Children's Nursery"]
            )
        self._put("school", "SCHOOL", school)
        self._put("nursery", "SCHOOL", nursery)

    def _agencies(self, listed: bool) -> None:
        random, pick = self._random, self._random.choice
        place, word = syllables.short_place(random), pick(_WORDS)
        made = {
            "gp": pick(
                [f"{word} Surgery", f"{place} Medical Centre", f"{word} Medical Practice", f"{place} Health Centre"]
            ),
            "hospital": pick(
                [
                    f"{place} General Hospital",
                    f"{place} Royal Infirmary",
                    f"{word} Hospital",
                    f"St {pick(_SAINTS)}'s Hospital",
                ]
            ),
            "police": pick([f"{place}shire Police", f"{place} Constabulary"]),
            "nhs": pick([f"{place}shire Healthcare NHS Trust", f"{place} Teaching Hospitals NHS Foundation Trust"]),
            "court": pick(
                [
                    f"{place} Magistrates' Court",
                    f"{place} Family Court",
                    f"{place} County Court",
                    f"{place} Crown Court",
                ]
            ),
        }
        if listed:
            made = {
                "gp": pick(
                    ["Park Surgery", "The Health Centre Pontefract", "Bevan Healthcare", "Seacroft Health Centre"]
                ),
                "hospital": pick(
                    [
                        "Leeds General Infirmary",
                        "Queen's Medical Centre",
                        "Royal Devon and Exeter Hospital",
                        "Pinderfields Hospital",
                    ]
                ),
                "police": pick(known.AGENCIES[:5]),
                "nhs": pick(
                    [
                        "Leeds Teaching Hospitals NHS Trust",
                        "Bradford District Care NHS Foundation Trust",
                        "Betsi Cadwaladr University Health Board",
                    ]
                ),
                "court": pick(
                    ["Leeds Magistrates' Court", "Bradford Crown Court", "Central Family Court", "Leeds Combined Court"]
                ),
            }
        for name, text in made.items():
            self._put(name, "AGENCY", text)
        self._put(
            "charity",
            "AGENCY",
            pick(["Leeds Women's Aid", "Behind Closed Doors", "Barca-Leeds"]) if listed else f"{place} Women's Aid",
        )
        self._put(
            "housing",
            "AGENCY",
            pick(["Sanctuary Housing", "Leeds Federated Housing Association"])
            if listed
            else f"{word} Housing Association",
        )
        self._put("solicitors", "AGENCY", f"{syllables.surname(random)} & {pick(known.SURNAMES)} Solicitors", OUT)
        self._put("church", "AGENCY", f"St {pick(_SAINTS)}'s Church", OUT)
        self._put("paper", "AGENCY", "Yorkshire Evening Post" if listed else f"{place} Gazette")
        self._put("club", "AGENCY", "Leeds United" if listed else f"{place} Rovers")
        self._put(
            "team",
            "AGENCY",
            pick(
                [
                    f"{place} Family Support Team",
                    "North Locality Team",
                    "East Area Social Work Team",
                    f"{word} Children's Team",
                ]
            ),
            OUT,
        )
        self._put(
            "service",
            "AGENCY",
            pick(_BRANDS)
            + pick([" Children's Centre", " Contact Centre", " Family Hub", " project", " nursery group"]),
            OUT,
        )
        self._put("refuge", "AGENCY", f"{word} House refuge", OUT)

    def _people(self, listed: bool) -> None:
        random, pick = self._random, self._random.choice
        roles = (
            "sw",
            "manager",
            "teacher",
            "head",
            "doctor",
            "hv",
            "officer",
            "iro",
            "judge",
            "lawyer",
            "worker",
            "gp_doctor",
            "neighbour",
            "midwife",
        )
        used: set[str] = set()
        for role in roles:
            while True:
                first = pick(known.FIRST) if listed else pick([pick(known.FIRST), syllables.first_name(random)])
                last = pick(known.SURNAMES) if listed else syllables.surname(random)
                if first not in used and last not in used and first not in self.family.values():
                    break
            used |= {first, last}
            title = pick(["Mr", "Ms", "Mrs", "Miss"])
            self._put(role, "PERSON", f"{first} {last}")
            self._put(f"{role}_first", "PERSON", first)
            self._put(f"{role}_title", "PERSON", f"{title} {last}")
            self._put(
                f"{role}_dr",
                "PERSON",
                f"{pick(['Dr', 'Dr.'])} {pick([last, first + ' ' + last, first[0] + ' ' + last])}",
            )
            self._put(f"{role}_pc", "PERSON", f"{pick(['PC', 'DC', 'DS', 'PC ' + numbers.digits(random, 4)])} {last}")
            self._put(f"{role}_judge", "PERSON", f"{pick(['HHJ', 'District Judge', 'Her Honour Judge'])} {last}")
            self._put(
                f"{role}_mail",
                "WEB",
                f"{first}.{last}@{syllables.short_place(random)}.gov.uk".lower().replace("'", ""),
                FORM,
            )

    def _numbers(self) -> None:
        random = self._random
        for name, kind, text in (
            ("phone", "PHONE", numbers.phone(random)),
            ("mobile", "PHONE", f"07700 900{random.randint(0, 999):03}"),
            ("web", "WEB", f"www.{syllables.short_place(random)}.sch.uk".lower()),
            ("handle", "WEB", f"@{self.family['mother'].lower()}_{random.randint(1, 99)}"),
            ("upn", "IDENTIFIER", numbers.upn(random)),
            ("urn", "IDENTIFIER", numbers.digits(random, 6)),
            ("ni", "IDENTIFIER", numbers.ni_number(random)),
            ("lcs", "IDENTIFIER", numbers.digits(random, 7)),
            ("court_number", "IDENTIFIER", numbers.court_number(random)),
            ("crime", "IDENTIFIER", numbers.crime(random)),
            ("our_ref", "IDENTIFIER", numbers.letter_reference(random)),
            ("vehicle", "IDENTIFIER", numbers.vehicle(random)),
            (
                "ukpps",
                "RELOCATION",
                random.choice(["UKPPS", "UK Protected Persons Service", "UKPPU", "witness protection"]),
            ),
            (
                "moved",
                "RELOCATION",
                random.choice(
                    [
                        "relocated for their safety",
                        "moved by the police",
                        "rehoused due to threats to life",
                        "relocated with the help of the police",
                    ]
                ),
            ),
        ):
            self._put(name, kind, text, FORM)
