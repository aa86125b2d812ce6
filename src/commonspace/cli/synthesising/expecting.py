"""Which languages the texts are in, from a look at some of them."""

from collections import Counter
from collections.abc import Sequence

from commonspace.analysis.languages import UNDETERMINED, detect_record
from commonspace.analysis.records import Record

_LOOKS = 400
_LETTERS_TO_TELL = 40
_LEAST_SHARE = 0.03
_MOST_LANGUAGES = 12
_SURE = 0.8
_ALONE = "en"


def expected_languages(records: Sequence[Record]) -> tuple[str, ...]:
    """Return the languages of the texts, the commonest first.

    What contributors stated counts as it is. Of the rest, texts evenly spread over the input and
    long enough to tell are looked at; a language in fewer than three of a hundred is left out.
    """
    counted = Counter(record.language for record in records if record.language)
    silent = [record for record in records if not record.language]
    step = max(1, len(silent) // _LOOKS)
    for record in silent[::step]:
        if len(record.text) >= _LETTERS_TO_TELL:
            found = detect_record(record.text, ())
            if found.language != UNDETERMINED and found.certainty >= _SURE:
                counted[found.language] += step
    total = sum(counted.values())
    common = [
        (language, count) for language, count in counted.items() if count >= total * _LEAST_SHARE
    ]
    ranked = sorted(common, key=lambda pair: (-pair[1], pair[0]))
    return tuple(language for language, _count in ranked[:_MOST_LANGUAGES]) or (_ALONE,)
