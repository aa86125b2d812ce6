"""What a person is told about a file that could not be read, or not be read fully.

Each sentence about a refusal says what happened, what was kept and what to do.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.engines.extraction.shapes import Reason, Warn

_REFUSALS: dict[Reason, str | Promise] = {
    Reason.EMPTY_FILE: _(
        "This file is empty, so there was nothing to read. Please check it on your device "
        "and send it again."
    ),
    Reason.TOO_LARGE: _(
        "This file is larger than we can read. Please send it in smaller parts, "
        "or paste its text into the form."
    ),
    Reason.ENCRYPTED: _(
        "This file is locked with a password. It is kept as it came, but we could not read it. "
        "Please send a copy without the password."
    ),
    Reason.TRUNCATED: _(
        "This file is damaged or incomplete. It is kept as it came, but we could not read it. "
        "Please open it on your device, save it anew and send it again."
    ),
    Reason.IMAGE_ONLY_NO_OCR: _(
        "This file holds pictures of text, and this installation cannot read pictures. "
        "It is kept as it came. Please send a file with text in it, or ask us to type it."
    ),
    Reason.NO_TEXT: _(
        "We found no words in this file. It is kept as it came. If you can see words in it, "
        "please paste them into the form or ask us to type them."
    ),
    Reason.NOT_WHAT_IT_SAYS: _(
        "This file is not what its name says, and we could not tell what it is. It is kept as "
        "it came. Please open it on your device, save it as PDF or DOCX and send it again."
    ),
    Reason.ARCHIVE: _(
        "This file is an archive of other files. It is kept as it came, but not opened here. "
        "Please send the files in it one by one."
    ),
    Reason.ARCHIVE_BOMB: _(
        "This file unpacks to far more than its size and could harm our machine, so it was not "
        "opened. Please save the document anew, or paste its text into the form."
    ),
    Reason.PIXEL_FLOOD: _(
        "This picture has more pixels than we can open. It is kept as it came. "
        "Please send a smaller picture of the same page."
    ),
    Reason.TOO_SLOW: _(
        "Reading this file took too long and was stopped. It is kept as it came. "
        "Please send it in smaller parts, or paste its text into the form."
    ),
    Reason.OUT_OF_MEMORY: _(
        "Reading this file needed more memory than it may use and was stopped. It is kept as it "
        "came. Please send it in smaller parts, or paste its text into the form."
    ),
    Reason.UNKNOWN_FORMAT: _(
        "We do not know this kind of file. It is kept as it came, but we could not read it. "
        "Please send it as PDF, DOCX, ODT, HTML or plain text."
    ),
    Reason.OLD_OFFICE_FORMAT: _(
        "This is an older document format that we cannot read safely. It is kept as it came. "
        "Please save it as DOCX, ODT or PDF and send it again."
    ),
    Reason.SPREADSHEET: _(
        "This is a spreadsheet, which we do not read as a text. It is kept as it came. "
        "Please send the words as a document, or use the import for tables."
    ),
    Reason.SLIDES: _(
        "These are slides, which we do not read yet. They are kept as they came. "
        "Please save them as PDF and send that."
    ),
    Reason.RECORDING: _(
        "This is a recording, not a document. It is kept as it came. "
        "Please send it as a recording, so that it can be written down."
    ),
    Reason.PICTURE_FORMAT: _(
        "We cannot open this kind of picture. It is kept as it came. "
        "Please send it as JPEG, PNG or PDF."
    ),
    Reason.EXECUTABLE: _(
        "This file is a program, whatever its name says, so it was not opened. "
        "Please send the document itself as PDF, DOCX or plain text."
    ),
    Reason.MACRO_FILE: _(
        "This document carries small programs (macros), so it was not opened. It is kept as it "
        "came. Please save it without macros, as DOCX, ODT or PDF, and send it again."
    ),
    Reason.UNSAFE_NAME: _(
        "The name of this file in the archive points outside the archive, so it was left out. "
        "The other files were taken. Please rename it and send it again."
    ),
    Reason.NESTED_ARCHIVE: _(
        "This archive lies inside another archive and was not opened. "
        "The other files were taken. Please send the files in it one by one."
    ),
    Reason.TOO_MANY_ENTRIES: _(
        "This archive holds more files than we take at once. "
        "What was read before the limit is kept. Please send the rest in a second archive."
    ),
    Reason.NOT_A_FILE: _(
        "This entry is a link or a device, not a file, so it was left out. "
        "The other files were taken. Please send the file that it points to."
    ),
    Reason.READER_FAILED: _(
        "Our reader failed on this file. It is kept as it came, and the failure is noted. "
        "Please send it in another format, or paste its text into the form."
    ),
}

_WARNINGS: dict[Warn, str | Promise] = {
    Warn.NAME_DISAGREES: _("The file is of another type than its name says; it was read as it is."),
    Warn.TRACKED_CHANGES: _("The document had tracked changes; they were read as accepted."),
    Warn.COMMENTS_LEFT_OUT: _("Comments in the margin were left out."),
    Warn.HIDDEN_TEXT_LEFT_OUT: _("Hidden text was left out."),
    Warn.ENCODING_GUESSED: _("The letters were in an old encoding, which was guessed."),
    Warn.ENCODING_REPAIRED: _("Some letters could not be read and are marked."),
    Warn.LOOKS_GARBLED: _("Some letters look garbled; the file may have been converted badly."),
    Warn.CONTROL_CHARACTERS: _("Characters that cannot be seen were left out."),
    Warn.TOO_MANY_PAGES: _("The document has more pages than we read; the first were read."),
    Warn.TEXT_CUT: _("The text was longer than we take; its beginning was read."),
    Warn.OCR_USED: _("Some or all of the text was read from pictures."),
    Warn.OCR_UNSURE: _("Words read from pictures may be wrong here; please compare."),
    Warn.OCR_NOT_ALL_PAGES: _("Not all pages that are pictures could be read in the time allowed."),
    Warn.PAGES_WITHOUT_TEXT: _("Some pages hold no text that we could read."),
    Warn.TEXT_LAYER_REPLACED: _(
        "The text stored in the file disagreed with what can be seen; what can be seen was read."
    ),
    Warn.TEXT_LAYER_DOUBTFUL: _(
        "The text stored in the file may have letters in the wrong order; please compare."
    ),
    Warn.DAMAGED_BUT_READ: _("The file is damaged; what could be read was read."),
}


def refusal_sentence(reason: Reason) -> str | Promise:
    """Return what to tell the person whose file gives no text."""
    return _REFUSALS[reason]


def warning_sentence(warning: Warn) -> str | Promise:
    """Return what to tell whoever works with a text that was read with a doubt."""
    return _WARNINGS[warning]
