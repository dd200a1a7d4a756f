"""Clues to an area that name nothing: distances, directions, storms, charges, the only clinic of its kind."""

import re

from recognisers.phrases import PhraseRecogniser, phrases

_NUMBER = (
    r"(?:\d{1,3}(?:\.\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|"
    r"forty|fifty|sixty|a few|a couple of|several|half an?|about \d{1,3})"
)
_DISTANCE = phrases(
    rf"{_NUMBER}[\s-](?:miles?|km|kilometres?|mile radius|metres) (?:away from|from|away|north|south|east|west|"
    rf"outside|inland|off|down the (?:road|coast)|up the (?:road|coast))"
    r"(?: (?:of|from|the))*",
    rf"{_NUMBER}[\s-](?:minutes?|mins?|hours?|hrs?)['’]?s? (?:drive|walk|train|train journey|bus ride|"
    rf"bus journey|journey|flight|ferry|tram ride|away by \w+)"
    r"(?: (?:away|from|to|of|the|outside|north|south|east|west))*",
    r"(?:to the |in the |just )?(?:north|south|east|west|north[\s-]east|north[\s-]west|south[\s-]east|"
    r"south[\s-]west)(?:ern)?(?: (?:side|part|end|edge|tip|bank))? "
    r"of (?:the )?(?:city|town|county|country|river|border|region|borough|island|estuary|city centre|"
    r"town centre|england|mainland)",
    r"(?:up north|down south|up here in the \w+|down here|up there in the \w+|across the (?:border|river|water|"
    r"bridge|county boundary)|over the border)",
    r"(?:on|by|near|along|at) the (?:coast|seaside|seafront|sea|sea front|beach|docks|harbour|marina|quayside|"
    r"estuary|canal|moors|fens|border|pier|promenade|cliffs)",
    r"(?:a |the |this )?(?:coastal|seaside|market|mining|pit|spa|garrison|university|cathedral|dockside|fishing|"
    r"port|border|new|mill|steel) (?:town|city|village|resort|community)",
)
_EVENTS = re.compile(
    r"(?<!\w)Storm [A-Z][a-zé]{2,12}(?!\w)|(?<!\w)(?:the )?(?:19|20)\d{2} (?:floods?|flooding|riots?|bombings?|"
    r"attacks?|fire|explosion|disturbances|by-election|snow|earthquake)(?!\w)"
    r"|(?<!\w)the (?:arena|tower block|pier|mill|chemical plant|nightclub) (?:attack|bombing|fire|explosion|"
    r"collapse|flood)(?!\w)"
)
_CHARGES = phrases(
    r"council tax (?:band [A-I]|of £[\d,.]+|bill of £[\d,.]+|is £[\d,.]+|arrears of £[\d,.]+|reduction of £[\d,.]+)",
    r"band [A-I] (?:for )?council tax",
    r"(?:local housing allowance|LHA)(?: rate)?(?: (?:is|of|for|at|a))*:? ?(?:£[\d,.]+|one bed\w*|two bed\w*|"
    r"three bed\w*|[1-5][\s-]bed\w*)(?: (?:rate|per week|pw|a week))?",
    r"(?:local housing allowance|LHA)(?: \w[\w-]*+){0,6}? (?:is|of|was|at):? £[\d,.]+(?: (?:per|a) week| pw)?",
    r"(?:the )?(?:BRMA|broad rental market area)(?: of \w+)?",
    r"(?:the )?(?:congestion charge|ULEZ|low emission zone|clean air zone|Oyster card|freedom pass|travelcard|"
    r"zip card)(?: zone)?",
    r"(?:the )?(?:London )?(?:Underground|Tube|Overground|Docklands Light Railway|DLR|Metrolink|"
    r"Tyne and Wear Metro|Supertram|Glasgow Subway|Merseyrail)",
)
_ONLY = phrases(
    r"(?:the )?only (?:\w+ ){0,3}(?:unit|centre|clinic|hospital|ward|school|service|provision|refuge|"
    r"team) (?:of its kind )?(?:in|within|for) (?:the )?"
    r"(?:area|region|county|country|north|south|east|west|midlands|city|town|uk|england)(?: of \w+)?",
    r"(?:the )?(?:national|regional|supra-?regional) (?:\w+ ){0,3}(?:centre|clinic|unit|"
    r"service)(?: for \w+(?: \w+){0,2})?",
    r"(?:the )?(?:Gender Identity Development Service|GIDS)",
)


class AreaClueRecogniser(PhraseRecogniser):
    """Finds phrases from which, together with others, an area could be worked out; all of them are for review."""

    KIND = "AREA_CLUE"
    ROWS = (
        (_DISTANCE, 0.6, "a distance, a direction or a kind of place"),
        (_EVENTS, 0.7, "a named storm or an event that befell one area"),
        (_CHARGES, 0.7, "a charge, a rate or a kind of transport of one area"),
        (_ONLY, 0.6, "one of few centres of its kind"),
    )
