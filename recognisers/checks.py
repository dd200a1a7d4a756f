"""Check characters and ranges of British identifiers."""

_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_WEIGHTS = range(2, 14)


def is_nhs_number(digits: str) -> bool:
    """Ten digits whose last is the modulus-11 check digit (NHS Data Dictionary, 'NHS NUMBER')."""
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check % 11 == int(digits[9]) and check != 10


def is_upn(written: str) -> bool:
    """A letter, then twelve digits, or eleven and a letter in a temporary number; the first letter is the check.

    Source: DfE, 'Unique pupil numbers: guidance for schools', annex on the check letter.
    """
    upn = written.upper()
    if len(upn) != 13 or upn[0] not in _UPN_LETTERS or not upn[1:12].isdigit():
        return False
    if upn[12].isdigit():
        last = int(upn[12])
    elif upn[12] in _UPN_LETTERS:
        last = _UPN_LETTERS.index(upn[12])
    else:
        return False
    values = [int(digit) for digit in upn[1:12]] + [last]
    return _UPN_LETTERS[sum(v * w for v, w in zip(values, _WEIGHTS, strict=True)) % 23] == upn[0]


def is_in_uk(latitude: float, longitude: float) -> bool:
    """Degrees, within a box round the British Isles."""
    return 49.0 <= latitude <= 61.5 and -11.0 <= longitude <= 2.5
