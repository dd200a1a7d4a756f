"""All recognisers of the sanitiser, for any Presidio analyser.

    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from recognisers.registry import add_all

    registry = RecognizerRegistry()
    add_all(registry)
    AnalyzerEngine(registry=registry, nlp_engine=...)

They find the kinds LOCAL_AUTHORITY, PLACE, SCHOOL ... with any NLP engine, also a blank one.
"""

from importlib import import_module

from presidio_analyzer import EntityRecognizer, RecognizerRegistry

# module and class, one a line, in order of name; a class takes no arguments
RECOGNISERS: tuple[tuple[str, str], ...] = (
    ("recognisers.address", "AddressRecogniser"),
    ("recognisers.address", "StreetRecogniser"),
    ("recognisers.announced", "AnnouncedRecogniser"),
    ("recognisers.area_clue", "AreaClueRecogniser"),
    ("recognisers.code", "CodeRecogniser"),
    ("recognisers.identifier", "IdentifierRecogniser"),
    ("recognisers.nation", "NationRecogniser"),
    ("recognisers.person", "PersonRecogniser"),
    ("recognisers.phone", "PhoneRecogniser"),
    ("recognisers.relocation", "RelocationRecogniser"),
    ("recognisers.web", "WebRecogniser"),
    ("recognisers.local_authority", "LocalAuthorityRecogniser"),
    ("recognisers.route", "RouteRecogniser"),
    ("recognisers.school", "SchoolRecogniser"),
    ("recognisers.agency", "AgencyRecogniser"),
    ("recognisers.place", "PlaceRecogniser"),
    ("recognisers.postcode", "PostcodeRecogniser"),
    ("recognisers.service", "CouncilShapeRecogniser"),
    ("recognisers.service", "ServiceRecogniser"),
    ("recognisers.unlisted", "UnlistedRecogniser"),
    ("recognisers.models.recogniser", "ModelRecogniser"),
)


def all_recognisers() -> list[EntityRecognizer]:
    """A new recogniser of each class."""
    return [getattr(import_module(module), name)() for module, name in RECOGNISERS]


def add_all(registry: RecognizerRegistry) -> None:
    """Add every recogniser to a registry, which then needs none of Presidio's own."""
    for recogniser in all_recognisers():
        registry.add_recognizer(recogniser)
