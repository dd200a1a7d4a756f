"""Names that no list holds, built from syllables."""

from random import Random

_HEADS = [
    "Quarn",
    "Thrax",
    "Hest",
    "Ording",
    "Wexl",
    "Caldr",
    "Penst",
    "Stavor",
    "Luthr",
    "Garv",
    "Trem",
    "Yarl",
    "Brakk",
    "Fenth",
    "Morv",
    "Drax",
    "Eskl",
    "Holb",
    "Ickn",
    "Jarv",
    "Kesl",
    "Larkm",
    "Ombr",
    "Pell",
    "Quen",
    "Rusk",
    "Skelm",
    "Tavor",
    "Ulsk",
    "Vell",
    "Wrax",
    "Yelk",
    "Zeal",
    "Ambr",
    "Birl",
    "Crosth",
    "Dunnock",
    "Elver",
    "Frosk",
    "Grint",
    "Harkl",
    "Invern",
]
_TAILS = [
    "dale",
    "wick",
    "thorpe",
    "bury",
    "ham",
    "ton",
    "ley",
    "ford",
    "by",
    "combe",
    "stow",
    "mere",
    "worth",
    "hithe",
    "stead",
    "croft",
    "gate",
    "holme",
    "shaw",
    "field",
]
_AFTER = (
    "",
    "",
    "",
    "",
    "",
    "",
    " Parva",
    " Magna",
    "-on-Arrel",
    " St Owen",
    " Regis",
    " Bridge",
    " Heath",
    " under Vessel",
)
_WELSH = [
    "Llanfedw",
    "Pentrewern",
    "Abercafod",
    "Trefarlais",
    "Cwmderwi",
    "Bryncellog",
    "Nantyfelyn",
    "Penrhiwgarw",
    "Llwyncadno",
    "Maesyderi",
    "Ynysarwen",
    "Gelliwastad",
]
_GAELIC = [
    "Ballymorran",
    "Drumskeagh",
    "Kilnavar",
    "Auchterlorn",
    "Inverquhar",
    "Strathmeldy",
    "Glenorrin",
    "Knockbrae",
    "Lisnadoon",
    "Carnaghliss",
]
_FIRST = [
    "Zyva",
    "Ondrel",
    "Kethra",
    "Bexmin",
    "Tolvar",
    "Sarrel",
    "Ilyth",
    "Marnok",
    "Vesna",
    "Dorrik",
    "Anwyth",
    "Jorell",
    "Nimra",
    "Oskelle",
    "Perrin",
    "Quilla",
    "Rhodrin",
    "Sunnivar",
    "Tamsor",
    "Ulrika",
    "Vadim",
    "Wenzel",
    "Xanthe",
    "Yorath",
    "Zelmira",
    "Abiodel",
    "Chimamka",
    "Dragomir",
    "Eszter",
    "Folarin",
]
_SURNAME_HEADS = [
    "Oyel",
    "Ardr",
    "Brax",
    "Cald",
    "Dempsk",
    "Elgar",
    "Farz",
    "Grell",
    "Hask",
    "Ilves",
    "Jandr",
    "Kowr",
    "Lomb",
    "Mezg",
    "Nwach",
    "Obrad",
    "Pelk",
    "Quarl",
    "Rostr",
    "Szem",
    "Tavr",
    "Umbr",
    "Varg",
    "Wyll",
    "Zaph",
]
_SURNAME_TAILS = [
    "aran",
    "son",
    "ley",
    "ick",
    "owski",
    "ari",
    "ell",
    "ton",
    "ade",
    "u",
    "wood",
    "man",
    "eva",
    "ett",
    "ukwu",
    "sen",
    "by",
    "ghan",
]


def place(random: Random) -> str:
    """A town or village in the English manner, or sometimes Welsh, Scottish or Irish."""
    roll = random.random()
    if roll < 0.12:
        return random.choice(_WELSH)
    if roll < 0.2:
        return random.choice(_GAELIC)
    return random.choice(_HEADS) + random.choice(_TAILS) + random.choice(_AFTER)


def short_place(random: Random) -> str:
    """A place of one word."""
    return random.choice(_HEADS) + random.choice(_TAILS)


def first_name(random: Random) -> str:
    """A first name of no common list."""
    return random.choice(_FIRST)


def surname(random: Random) -> str:
    """A surname of no common list."""
    return random.choice(_SURNAME_HEADS) + random.choice(_SURNAME_TAILS)
