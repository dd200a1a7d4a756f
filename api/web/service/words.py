"""Plain words for the codes that pages show: states, reasons, services, steps. Codes without words show as they are."""

from typing import Final

from sanitiser import errors
from sanitiser.ledger.checklist import CHECKLIST, ITEMS
from sanitiser.store.states import RecordState

STATES: Final = {
    RecordState.QUEUED: ("queued", "grey"),
    RecordState.WORKING: ("working", "light-blue"),
    RecordState.IN_REVIEW: ("in review", "blue"),
    RecordState.SECOND_REVIEW: ("second review", "purple"),
    RecordState.APPROVED: ("approved", "green"),
    RecordState.RELEASED: ("released", "turquoise"),
    RecordState.QUARANTINED: ("quarantined", "red"),
    RecordState.WITHHELD: ("withheld", "orange"),
    RecordState.ERASED: ("erased", "grey"),
    RecordState.HELD: ("held", "red"),
}
SIDE_STATES: Final = {
    "received": ("received", "grey"),
    "accepted": ("accepted", "green"),
    "quarantined": ("not taken", "red"),
}
PACK_STATES: Final = {
    "draft": ("to be approved", "blue"),
    "approved": ("approved", "green"),
    "released": ("released", "turquoise"),
    "recalled": ("recalled", "red"),
    "replaced": ("replaced", "grey"),
    "held": ("held", "red"),
}
SERVICES: Final = {
    "health": "Health",
    "nursery": "Nursery",
    "school": "School",
    "childrens-social-work": "Children’s social work",
    "adult-social-care": "Adult social care",
    "marac": "MARAC",
    "other": "Other",
    "identity": "Identity documents",
    "police": "Police",
}
"""Services of the checklist and kinds of agency alike."""
NATURES: Final = {
    "request": "Request",
    "seek": "UKPPS asks for records",
    "offer": "Offer",
    "label-question": "Question about a label",
    "disclosure": "Disclosure of one value",
}
LINE_STATES: Final = {
    "open": ("open", "blue"),
    "answered": ("answered", "green"),
    "closed": ("closed", "grey"),
    "drafted": ("to be approved", "purple"),
}
CLOCKS: Final = {
    "spoc-named": "Name the local authority SPOC",
    "transfer-in-conference": "Hold the transfer-in conference",
    "dispute": "Settle the dispute",
    "ico": "Tell the ICO of the breach",
}
CONCERNS: Final = {
    "family-compromised": "The family has compromised security",
    "practitioner-compromised": "A practitioner has compromised security",
    "relocation-disclosed": "Somebody disclosed that they were relocated",
    "other": "Something else",
}
SUBJECTS: Final = {"child": "Child", "unborn": "Unborn child", "adult": "Adult"}
MEETINGS: Final = {"": "Not yet held", "dcs": "DCS", "dass": "DASS", "both": "DCS and DASS"}
IDENTITIES: Final = {
    "unchanged": "The family keeps its names",
    "changed": "The family has new names: the old ones are removed too",
}
_REASONS: Final = {
    kind.code: kind.title
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.Quarantine)
} | {"gave-up": "The sanitiser failed on this record several times"}
_REMEDIES: Final = {
    kind.code: kind.remedy
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.Quarantine)
} | {errors.Encrypted.code: "Ask the sender for a copy without a password, and upload that."}
COPIED: Final = tuple(item for item in CHECKLIST if item.copied)
COPIED_SERVICES: Final = tuple((code, SERVICES[code]) for code in dict.fromkeys(item.service for item in COPIED))


def reason(code: str) -> str:
    """Why a record was quarantined."""
    return _REASONS.get(code, code.replace("-", " ").capitalize())


def remedy(code: str) -> str:
    """What whoever handed the record over can do."""
    return _REMEDIES.get(code, "Ask UKPPS.")


def item(code: str) -> str:
    """An item of the checklist."""
    return ITEMS[code].words if code in ITEMS else code
