"""The one error tree.

Each class has a code, an exit code, an HTTP status and a remedy; no message holds a document's text.
"""

from typing import ClassVar


class SanitiserError(Exception):
    """Base of every error that a user may see: one line that says what is wrong, one that says what to do."""

    code: ClassVar[str] = "defect"
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong in the sanitiser"
    remedy: ClassVar[str] = "Report this to the maintainers with the command you ran; no copy was made."

    def __init__(self, detail: str = "", remedy: str = "") -> None:
        self.detail = detail
        self.advice = remedy or self.remedy
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence shown to a user."""
        return f"{self.title}: {self.detail}" if self.detail else self.title


class UsageError(SanitiserError):
    """The command, the case file, the policy file or a setting is wrong."""

    code = "usage"
    exit_code = 2
    http_status = 400
    title = "Wrong usage"
    remedy = "See sanitiser --help."


class CaseFileError(UsageError):
    """The case file does not say what the contract lets it say."""

    code = "case-file"
    title = "The case file cannot be used"
    remedy = "Mend the line that is named; README.md shows a case file."


class PolicyFileError(UsageError):
    """The policy file does not say what the contract lets it say."""

    code = "policy-file"
    title = "The policy file cannot be used"
    remedy = "Mend the line that is named; README.md shows a policy file."


class StateFileError(UsageError):
    """The case register given by --state cannot be used."""

    code = "state-file"
    title = "The case state cannot be used"
    remedy = "Give the review/case-state.json of an earlier run of the same case."


class EnvironmentFault(SanitiserError):
    """Disk, permission, memory: nothing that the records are to blame for."""

    code = "environment"
    exit_code = 4
    http_status = 503
    title = "The machine stands in the way"
    remedy = "Mend the disk, the permission or the path that is named and run again."


class Quarantine(SanitiserError):
    """Base of every reason to make no copy of one record; the others go on."""

    code = "quarantine"
    exit_code = 3
    http_status = 422
    title = "The record is quarantined"
    remedy = "Open the record, see what is unusual, and export it again from the system it came from."


class Unsupported(Quarantine):
    """No adapter for this kind of file."""

    code = "unsupported"
    title = "This kind of file is not supported"
    remedy = "Save it as PDF or DOCX and run again."


class EmptyFile(Quarantine):
    """Nothing in it."""

    code = "empty"
    title = "The file is empty"
    remedy = "Fetch the record again from where it came."


class Encrypted(Quarantine):
    """A password is needed and none that was given opens it."""

    code = "encrypted"
    title = "The file is encrypted"
    remedy = "Give its password with --password-file, or ask the sender for a copy without one."


class Damaged(Quarantine):
    """Cannot be read as what it claims to be."""

    code = "damaged"
    title = "The file is damaged"
    remedy = "Fetch the record again from where it came, or open it and save it anew."


class Ambiguous(Quarantine):
    """Readers repair or show it differently, so nobody can say what a reader will see."""

    code = "ambiguous"
    title = "Readers do not agree on what this file shows"
    remedy = "Open it, check that it shows what it should, and print it to a new PDF."


class TooLarge(Quarantine):
    """Over a cap of limits.py."""

    code = "too-large"
    title = "The file is too large or too costly to read"
    remedy = "Split the record into smaller files."


class PictureOnly(Quarantine):
    """A page that is a picture: scanned pages are not read yet."""

    code = "picture-page"
    title = "A page is a picture without text that can be read"
    remedy = "Get the record as text from the system it came from, or have it typed."


class NoUnicode(Quarantine):
    """Glyphs whose characters nobody can tell."""

    code = "no-unicode"
    title = "A font does not say which characters its glyphs are"
    remedy = "Print the record to PDF again from its source, or have it typed."


class NotUnderstood(Quarantine):
    """Something in it that is on no allow list and that a reader would see."""

    code = "not-understood"
    title = "The file holds something that is not understood"
    remedy = "Open it and save it anew as PDF or DOCX without the part that is named."


class OtherLanguage(Quarantine):
    """A record in Welsh or Gaelic names a nation whatever is removed."""

    code = "other-language"
    title = "The record is not in English"
    remedy = "Have it translated into English and run the translation."


class VerdictFailed(Quarantine):
    """The independent readers found something that should not be in the copy."""

    code = "verdict-failed"
    title = "The copy did not pass its verification"
    remedy = "Look at the checks in the manifest; add what was missed to the case file, or report a defect."


class LimitReached(Quarantine):
    """The child process was ended for its memory, CPU time or wall time, or died."""

    code = "limit"
    title = "Reading the file took more memory or time than it may, or crashed its reader"
    remedy = "Open it and save it anew, or split it into smaller files."
