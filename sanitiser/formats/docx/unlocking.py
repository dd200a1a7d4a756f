"""Opening an encrypted Office file (ECMA-376 agile and standard encryption, MS-OFFCRYPTO) with passwords."""

import io
from collections.abc import Sequence

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

from sanitiser.errors import Damaged, Encrypted, TooLarge, Unsupported
from sanitiser.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNLOCK = "Open it in Word with its password, take the password off (File, Info, Protect Document) and save it."


def unlock(untrusted: bytes, limits: Limits, passwords: Sequence[str] = ()) -> bytes:
    """The package inside an encrypted file by the first password that opens it; any other file as it is.

    Raises Encrypted when none does. Does not open files under rights management, whose keys are on a server.
    """
    if not untrusted.startswith(_OLE):
        return untrusted
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(untrusted))
        if not file.is_encrypted():
            return untrusted
    except (FileFormatError, DecryptionError):
        raise Unsupported("an Office file of the old kind (.doc, .xls, .msg) or under rights management") from None
    except Exception as error:  # the library lets whatever its parsers meet through
        raise Damaged("its encryption cannot be understood") from error
    for password in passwords:
        out = io.BytesIO()
        try:
            file.load_key(password=password, verify_password=True)
            file.decrypt(out)
        except (InvalidKeyError, DecryptionError):
            continue
        except Exception as error:
            raise Encrypted("in a way that cannot be opened here", _UNLOCK) from error
        if out.tell() > limits.file_bytes:
            raise TooLarge("what is encrypted in it is too large")
        return out.getvalue()
    raise Encrypted
