"""Words that say nothing of a place when they stand alone, though places and people bear them too."""

from typing import Final

from sanitiser.matching import fold_word

_PLACES = """
    ash bank banks barking barrow bath battle beer birch box bridge broom burn bury bush cape castle chapel
    cliff coal combe cross dale deal down eye ferry field fields fleet ford forest gate grange green grove hale
    ham hart heath hill hook hope hull lea leek link manor march mill moor moss mount nelson new
    old over park poole pool port rake reading rugby rush rye sale sandwich sandy seal send settle shore slough south
    spring stone start stoke street the tree upper ware wash well wells west whale wick wood wool
    north east central lower middle great little long hedge end valley teams down orchard sunny spring acorn meadow oak
    beech elm willow holly rowan rainbow tower view hall house home centre church abbey priory station market river lake
"""
_NAMES = """
    art bill bob dean dot drew eve faith frank gene grace grant guy holly hope iris ivy jack jade jasmine jay jean jewel
    joy june lily mark may max melody mercy miles misty nick norm olive pat patience peace pearl penny poppy prince
    queenie ray rich rob robin rose rowan ruby sandy serene sky storm sue summer sunny tony trinity victor violet ward
    will willow bishop black blue bond brown bull butler carpenter carter chance church clay coach cook cooper court cox
    cross day dean dear driver english farmer field fields fisher flower forest fox french friend gardener gold good
    green grey hand hands hardy head heart hill hood house hunter king knight lamb law little long lord love low major
    man marsh mason miller mills minor moon moore more nail noble noon north page park parish parker pike piper pitt
    pool pope porter potter power price prior quick rice rich ring rivers rose sadler sands savage sharp shepherd short
    silver singer small smart smith snow speed spring stamp steel stone street strong summers swan sweet swift taylor
    temple thorn tree turner wall walker waters weaver webb weeks welsh west white wild winter winters wise wolf wood
    woods worth wright young ali an as at be do go he in is it me my no of on or so to up us we child baby mum dad
"""
_COMMON = """
    a about academy address adult after agency all also any appointment area assessment associate attendance authority
    blue borough care case chair children city class clinic college community conference contact control core council
    county date day department director district doctor duty early education emergency family father first force foster
    foundation group guardian head health help hospital housing infant inspector junior lead learning local manager
    meeting member mental midwife minutes mother national no not note nurse nursery office officer parent partnership
    plan police practice pre primary principal private probation project protection pupil red referral report review
    royal safeguarding saint school secondary senior service services sister social specialist st staff state support
    surgery teacher team therapy trust unit university visitor worker year yellow young youth
"""

ORDINARY: Final = frozenset(fold_word(word) for word in " ".join((_PLACES, _NAMES, _COMMON)).split())

# initials that records are full of; never those of a name in a case
_ACRONYMS = """
    nhs dob cin cpp cps icpc rcpc lac ehcp send senco dsl gp gps mash marac idva isva iro lado fgm cse cce cafcass
    camhs adhd asd asc bmi mmr tac taf ehat cft fgc slt ot pt hv sw swp tm dv da va pbe nfa lpa mca dols dbs risk uk eu
    usa bbc itv rspca nspcc tbc tbd na pdf usb pin vat ceo hr it id ni nino utr bsl esol eal fsm pp pe re ict gcse btec
    sats ks eyfs phse pshe itu icu hdu ecg mri ct ed cpr std sti iud hiv aids tb ocd ptsd bpd epds wemwbs gcs dna nad
"""
ACRONYMS: Final = frozenset(_ACRONYMS.split())


def ordinary(word: str) -> bool:
    """Whether a folded word alone names nothing for sure."""
    return word in ORDINARY or len(word) < 3 or word.isdigit()
