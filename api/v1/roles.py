"""Who may use which routes, named once."""

from typing import Annotated

from fastapi import Depends

from api.auth.allow import Allow, service_of
from sanitiser.service import Actor, Service
from sanitiser.store.states import Role

R = Role
SPOC = (R.UKPPS_SPOC,)
OFFICE = (R.UKPPS_SPOC, R.REVIEWER)
SIDES = (R.LA_SPOC, R.CASE_SYSTEM)
EVERYONE_ON_A_CASE = (*OFFICE, *SIDES)

ServiceHere = Annotated[Service, Depends(service_of)]

SpocActor = Annotated[Actor, Depends(Allow("cases:write", *SPOC))]
OfficeActor = Annotated[Actor, Depends(Allow("cases:write", *OFFICE))]
CaseReader = Annotated[Actor, Depends(Allow("cases:read", *EVERYONE_ON_A_CASE))]
SideSpoc = Annotated[Actor, Depends(Allow("requests:write", R.LA_SPOC))]
RecordReader = Annotated[Actor, Depends(Allow("records:read", *EVERYONE_ON_A_CASE))]
RecordWriter = Annotated[Actor, Depends(Allow("records:write", R.UKPPS_SPOC, *SIDES))]
RequestReader = Annotated[Actor, Depends(Allow("requests:read", *EVERYONE_ON_A_CASE))]
RequestWriter = Annotated[Actor, Depends(Allow("requests:write", R.UKPPS_SPOC, *SIDES))]
PackReader = Annotated[Actor, Depends(Allow("packs:read", R.UKPPS_SPOC, *SIDES))]
PackFetcher = Annotated[Actor, Depends(Allow("packs:read", R.UKPPS_SPOC, R.LA_SPOC))]
PackReceiver = Annotated[Actor, Depends(Allow("packs:write", *SIDES))]
FlagWriter = Annotated[Actor, Depends(Allow("flags:write", R.CASE_SYSTEM))]
FlagAsker = Annotated[Actor, Depends(Allow("flags:ask", R.CASE_SYSTEM))]
ConcernWriter = Annotated[Actor, Depends(Allow("concerns:write", R.UKPPS_SPOC, R.LA_SPOC))]
WebhookOwner = Annotated[Actor, Depends(Allow("webhooks:write", R.UKPPS_SPOC, *SIDES))]
AuditReader = Annotated[Actor, Depends(Allow("audit:read", R.AUDITOR))]
TraceMaker = Annotated[Actor, Depends(Allow("audit:read", R.AUDITOR, R.UKPPS_SPOC))]
Administrator = Annotated[Actor, Depends(Allow("people:write", R.ADMINISTRATOR))]
