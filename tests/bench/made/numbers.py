"""Numbers and codes of invented people: well formed, with right check characters, and of nobody."""

from random import Random

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_AREAS = [
    "LS",
    "BD",
    "HX",
    "WF",
    "S",
    "DN",
    "HU",
    "NG",
    "DE",
    "LE",
    "CV",
    "B",
    "WV",
    "ST",
    "SY",
    "TF",
    "WR",
    "GL",
    "SN",
    "BS",
    "PL",
    "EX",
    "SO",
    "PO",
    "BN",
    "ME",
    "CR",
    "SE",
    "E",
    "N",
    "IG",
    "RM",
    "LU",
    "NR",
    "IP",
    "CO",
    "PE",
    "CB",
    "LN",
    "FY",
    "PR",
    "BL",
    "OL",
    "M",
    "WA",
    "CH",
    "CA",
    "LA",
    "NE",
    "SR",
    "TS",
    "DL",
    "SA",
    "NP",
    "LL",
    "CF",
    "G",
    "DD",
    "AB",
    "IV",
    "KY",
    "BT",
]


def digits(random: Random, count: int) -> str:
    """`count` figures, the first not 0."""
    return str(random.randint(1, 9)) + "".join(str(random.randint(0, 9)) for _ in range(count - 1))


def postcode(random: Random) -> str:
    """Of a real area, well formed; it may or may not exist."""
    inner = "ABDEFGHJLNPQRSTUWXYZ"
    return f"{random.choice(_AREAS)}{random.randint(1, 28)} {random.randint(1, 9)}{random.choice(inner)}{random.choice(inner)}"


def upn(random: Random) -> str:
    """With the right check letter."""
    body = digits(random, 12)
    return _LETTERS[sum(int(d) * w for d, w in zip(body, range(2, 14), strict=True)) % 23] + body


def nhs_number(random: Random) -> str:
    """With the right check digit, in the usual groups."""
    while True:
        body = digits(random, 9)
        check = 11 - sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            number = body + str(check % 11)
            return f"{number[:3]} {number[3:6]} {number[6:]}"


def ni_number(random: Random) -> str:
    """A National Insurance number."""
    pair = random.choice(["AB", "CE", "JH", "PX", "SR", "WK"])
    body = digits(random, 6)
    return f"{pair} {body[:2]} {body[2:4]} {body[4:]} {random.choice('ABCD')}"


def vehicle(random: Random) -> str:
    """A current registration."""
    return f"{random.choice(['YK', 'BD', 'LF', 'MX', 'SA', 'CV'])}{random.randint(51, 72)} {''.join(random.choice('ABCDEFGHJKLMNPRSTUVWXYZ') for _ in range(3))}"


def phone(random: Random) -> str:
    """Of the ranges kept for drama, or with a local area code."""
    end = f"{random.randint(0, 999):03}"
    return random.choice(
        [
            f"0113 496 0{end}",
            f"01632 960{end}",
            f"07700 900{end}",
            f"020 7946 0{end}",
            f"(01632) 960 {end}",
            f"+44 7700 900{end}",
            f"029 2018 0{end}",
        ]
    )


def court_number(random: Random) -> str:
    """A family court's case number."""
    return f"{random.choice(['LS', 'BD', 'ZC', 'NG', 'CF', 'SW'])}{random.randint(15, 24)}{random.choice('CPF')}{random.randint(10000, 99999):05}"


def crime(random: Random) -> str:
    """A police reference."""
    return random.choice(
        [
            f"{random.randint(10, 49)}/{digits(random, 5)}/{random.randint(15, 24)}",
            "13" + digits(random, 9),
            f"CAD {digits(random, 4)}",
        ]
    )


def letter_reference(random: Random) -> str:
    """What stands after 'Our ref'."""
    return random.choice(
        [
            f"JO/{digits(random, 4)}",
            f"CFS/{digits(random, 5)}/KB",
            f"PAED-{digits(random, 6)}",
            f"SW{digits(random, 5)}",
            "AB/cd/" + digits(random, 3),
        ]
    )
