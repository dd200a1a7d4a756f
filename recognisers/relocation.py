"""That and why the family was moved: protection services, new identities, this move. Abuse and threats are kept."""

from recognisers.phrases import PhraseRecogniser, phrases
from recognisers.span import WEAK_SCORE

_SERVICE = phrases(
    r"(?:the )?UKPP[SU](?:[ /-]?(?:team|unit|service|officer|SPOC))?",
    r"(?:the )?UK Protected Persons? (?:Service|Unit)",
    r"(?:the )?United Kingdom Protected Persons? (?:Service|Unit)",
    r"(?:the )?(?:Regional |National )?Protected Persons? (?:Service|Unit|Team|Scheme|Programme|Arrangements|"
    r"Officer)s?",
    r"(?:the )?protected persons? (?:service|unit|team|scheme|programme|arrangements|status|officer)s?",
    r"(?:a )?protected (?:person|persons|witness|witnesses)",
    r"(?:the |a )?witness (?:protection|protection scheme|protection programme|protection team|protection unit|"
    r"relocation)"
    r"(?: (?:scheme|programme|unit|team|officer))?",
    r"SOCPA(?: (?:2005|protection|arrangements))?(?: order)?",
    r"Serious Organised Crime and Police Act 2005",
    r"protection arrangements",
)
_MOVE = phrases(
    r"(?:relocated|moved|rehoused|re-housed|resettled|placed|brought) (?:\w+ ){0,4}(?:by|with the (?:help|"
    r"support|assistance) of|through)"
    r" (?:the )?(?:police|protection)(?: \w+)?(?: team| service| unit| officers?)?",
    r"(?:relocated|moved|rehoused|re-housed|resettled|relocation|move) (?:\w+ ){0,4}(?:for|due to|because of|"
    r"owing to|on account of|following|after) (?:\w+ ){0,3}"
    r"(?:safety|protection|risk to life|threats? to (?:\w+ )?(?:life|lives)|credible threats?|serious threats?|"
    r"risk of (?:serious )?harm)(?: reasons?| grounds?| from \w+)?",
    r"(?:emergency|police|covert|protected|safety|secret) (?:relocation|resettlement|rehousing)(?: (?:package|"
    r"plan|programme|team))?",
    r"relocation (?:package|officer|plan|team|programme|risk assessment)",
    r"(?:given|under|using|assumed|living under|adopted|established in|provided with) (?:a |an |their |her |"
    r"his )?(?:new|changed|assumed|false|cover) (?:identity|identities|name|names|surname|surnames)",
    r"(?:new|changed|assumed|cover) identit(?:y|ies)",
    r"change of identity",
    r"(?:his|her|their|the family['’]s|new|current|present) (?:new |current |present )?(?:address|location|"
    r"whereabouts|area)s? "
    r"(?:must|should|is|are|is to|are to|can|cannot|may) (?:not |never )?(?:to )?(?:be )?(?:disclosed|shared|"
    r"revealed|withheld|kept confidential|confidential|protected|restricted|known)",
    r"(?:address|location|whereabouts) (?:is |are |to be |has been )?(?:withheld|undisclosed|"
    r"not to be disclosed|kept secret|protected)(?: (?:for|at the request of) \w+(?: \w+)?)?",
    r"(?:undisclosed|secret|safe|confidential|protected|withheld) (?:address|location|house)(?:es|s)?",
    r"(?:do not|don['’]t|never) disclose (?:\w+ )?(?:new |current )?(?:address|location|whereabouts)",
    r"moved (?:under|with|into) (?:police )?protection",
)
_WEAK = phrases(
    r"relocat(?:ed|ion|ing|e|es)",
    r"fled(?: (?:the )?(?:area|home|country|city|town|property|family home))?",
    r"flee(?:ing|s)?",
    r"moved (?:here|to (?:this|the|a new|a different|another) (?:area|city|town|county|borough|"
    r"part of the country)|away|areas?|house|out of (?:the )?area|in an emergency)"
    r"(?: (?:because|due to|after|following|as|when|since|to (?:escape|flee|get away from)))?",
    r"(?:since|before|after|prior to|following) (?:the|their|her|his|this|that) (?:recent |emergency |sudden )?move",
    r"since (?:moving|they moved|she moved|he moved|the family moved)(?: here| to (?:this|the) area)?",
    r"new to (?:the|this) (?:area|city|town|borough|county)",
    r"(?:placed|placement|moved|living|housed|accommodated) out[\s-]of[\s-](?:area|borough|county|authority)",
    r"out[\s-]of[\s-](?:area|borough|county|authority) (?:placement|move|refuge|transfer|school)s?",
    r"(?:had|has|have|forced|needed|asked|advised) to (?:leave|move) (?:the |their |from the |"
    r"out of the )?(?:area|city|town|home|borough|property|country)",
    r"mov(?:e|es|ing) out[ -]of[ -](?:the )?(?:area|county|borough|region|city|town)(?:,? (?:and |with )?"
    r"(?:the |her |his |their )?(?:new )?address (?:is |to be |must be |will be )?"
    r"(?:kept )?(?:confidential|withheld|secret))?",
    r"(?:new )?address (?:is |to be |must be |should be |will be |to remain )?(?:kept )?confidential",
    r"(?:being |been |be |was |were |is to be |to be )(?:re-?housed|relocated|resettled)"
    r"(?: (?:by|through|with) (?:the )?\w+)?(?: (?:outside|away from|out of)(?: the)?)?",
    r"(?:do not|don['’]t|never|must not|not to|must not be|not to be) (?:be )?(?:give|tell|share|disclose|pass|"
    r"given|told|"
    r"shared|disclosed|passed)(?: (?:on|out))?(?: \w+){0,3} (?:new |current )?(?:school|address|area|location|"
    r"whereabouts)",
    r"(?:new |current |the )?(?:school|address|area|location|whereabouts) (?:is |are |must |should )?(?:not|"
    r"never) (?:to )?"
    r"(?:be )?(?:given|told|shared|disclosed|passed)(?: (?:on|out))?(?: to \w+(?: \w+)?)?",
    r"(?:to )?mov(?:e|es|ed|ing) to (?:carers|a placement|an address|family|relatives|friends|somewhere|a "
    r"property|a school) "
    r"(?:outside|away from|out of|elsewhere)(?: of)?(?: the)?",
    r"(?:placed|staying|stayed|living|housed|moved|went|going) (?:in|into|to) (?:a |the )?(?:women['’]s )?refuge"
    r"(?: (?:in|outside|away from|out of)(?: the)?(?: (?:north|south|east|west|midlands|area|region))?)?",
    r"not (?:to )?(?:look|search|ask|go looking) for (?:her|him|them|the family|mum|mother|the children)",
    r"(?:until|till) it (?:was|is) safe",
    r"under (?:an )?alias(?:es)?",
    r"code ?word(?: (?:given|agreed|set))?",
    r"refuge (?:space|place|bed|vacancy)(?: (?:was |has been |is )?(?:found|offered|identified|available|sought))?"
    r"(?: (?:in|outside) (?:another|a different|the) (?:area|region|county|city|borough|part of the country))?",
    r"(?:in|to|from) (?:another|a different) (?:region|county|part of the (?:country|uk))",
    r"emergency (?:move|rehousing|transfer) (?:to|from|out of)(?: (?:a|an|the))?",
    r"(?:paid|funded|arranged|organised) (?:for )?by (?:the )?(?:placing|originating|home|previous|former|sending) "
    r"(?:authority|council|area|borough)",
    r"transfer(?:red|ring)? (?:the |all |her |his |their )?(?:records?|notes|files?) (?:via|through|under)",
    r"(?:in|into|gone into|went into) hiding",
    r"(?:tracked|traced|hunted) (?:\w+ )?down",
    r"(?:find|found|locate|located|trace|traced) (?:out )?where (?:they|she|he|the family|mum|mother|"
    r"the children) (?:now )?(?:live|lives|are|is|were|was|had moved|moved)",
    r"(?:current|present|new) (?:whereabouts|location|area)",
    r"fresh start",
    r"transferred (?:in|here) from (?:another|a different) (?:area|authority|local authority|borough)",
)


class RelocationRecogniser(PhraseRecogniser):
    """Finds what says that the family is protected and was moved; weak phrases (fled, moved here) are for review.

    Does not find a reason told in other words, nor abuse, threats and injuries, which are the child's history.
    """

    KIND = "RELOCATION"
    ROWS = (
        (_SERVICE, 0.95, "names a protection service or the status of a protected person"),
        (_MOVE, 0.85, "says that, or why, the family was moved or hidden"),
        (_WEAK, WEAK_SCORE, "may say that the family moved or why"),
    )
