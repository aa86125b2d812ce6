"""100,000 comments with forty planted letters, for the measures of near-duplicates."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.analysis.data import SEED, rows

COMMENTS = 100_000
_CAMPAIGNS = 40
_COPIES = 16_000
_LARGEST = 3_000
_SMALLEST = 5
_WEIGHTS = (30, 35, 20, 15)
_GREETINGS = {
    "de": ("Sehr geehrte Damen und Herren,", "Guten Tag,", "Liebe Stadtverwaltung,"),
    "en": ("Dear Sir or Madam,", "Hello,", "Dear councillors,"),
    "fr": ("Madame, Monsieur,", "Bonjour,", "Chers élus,"),
    "es": ("Estimados señores:", "Hola:", "Estimada alcaldesa:"),
}
_SIGNATURES = {
    "de": "Mit freundlichen Grüßen, {}",
    "en": "Yours faithfully, {}",
    "fr": "Cordialement, {}",
    "es": "Atentamente, {}",
}
_NAMES = [
    "Amara",
    "Bruno",
    "Chiara",
    "Dagny",
    "Elif",
    "Fatou",
    "Goran",
    "Hana",
    "Ines",
    "Jonas",
    "Kofi",
    "Lea",
    "Mina",
    "Noor",
    "Olga",
]


@dataclass(frozen=True, slots=True)
class Planted:
    """Comments, and for each the number of its letter, or ``None``."""

    texts: list[str]
    letter_of: list[int | None]


def sentences() -> dict[str, list[str]]:
    """Real sentences of consultations and of an encyclopaedia, by language, each once."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in ("CDB", "CDC", "CDM", "CQB", "MCK"):
        table = rows(f"cimt_german/argmin_dataset_{name}.tsv", "\t")
        found["de"] += [row["content"] for row in table]
    for row in rows("polis_open/ALL_comments.csv"):
        if row["lang"] in ("en", "de"):
            found[row["lang"]].append(row["text"])
    found["en"] += [row["argument"] for row in rows("argkp2021/arguments_train.csv")]
    found["en"] += [row["comment"] for row in rows("deliberationbank/ALL_responses.csv")]
    for row in rows("sib200_multilingual/sib200_24langs.tsv", "\t"):
        if row["iso"] in _GREETINGS:
            found[row["iso"]].append(row["text"])
    return {
        code: sorted({one.strip() for one in own if one.strip()}) for code, own in found.items()
    }


def _sizes(random: Random) -> list[int]:
    """Forty sizes between 5 and 3,000, most of them small, that sum to 16,000."""
    spread = [
        _SMALLEST * (_LARGEST / _SMALLEST) ** (n / (_CAMPAIGNS - 1)) for n in range(_CAMPAIGNS)
    ]
    scale = _COPIES / sum(spread)
    sizes = [max(_SMALLEST, min(_LARGEST, round(one * scale))) for one in spread]
    sizes[-1], sizes[0] = _LARGEST, _SMALLEST
    sizes[-2] += _COPIES - sum(sizes)
    random.shuffle(sizes)
    return sizes


def _edited(letter: Sequence[str], code: str, words: Sequence[str], random: Random) -> str:
    """A copy: exact, greeted and signed, 7 % changed and another case, or 17 % and a new tail."""
    level = random.choices(range(4), weights=_WEIGHTS)[0]
    share = (0.0, 0.0, 0.07, 0.17)[level]
    copy = [random.choice(words) if random.random() < share else word for word in letter]
    if level == 1:
        signature = _SIGNATURES[code].format(f"{random.choice(_NAMES)} {random.choice(_NAMES)}")
        return f"{random.choice(_GREETINGS[code])} {' '.join(copy)} {signature}"
    if level == 2:
        return random.choice((str.upper, str.lower, str.title))(" ".join(copy))
    tail = [random.choice(words) for _ in range(random.randint(4, 12))] if level == 3 else []
    return " ".join([*copy, *tail])


def planted(count: int = COMMENTS, seed: int = SEED) -> Planted:
    """Make the comments: letters of 3 to 6 real sentences, and own texts that share sentences."""
    random = Random(seed)  # noqa: S311 - a seeded draw, no secret
    real = sentences()
    words = {code: " ".join(own[::7]).split() for code, own in real.items()}
    codes = [code for code in ("de", "en", "fr", "es") if code in real]
    made: list[tuple[str, int | None]] = []
    letters = set()
    for number, size in enumerate(_sizes(random)):
        code = codes[number % len(codes)]
        parts = random.sample(real[code], random.randint(3, 6))
        letters.update(parts)
        letter = " ".join(parts).split()[:150]
        copies = max(_SMALLEST, round(size * count / COMMENTS))
        made += [(_edited(letter, code, words[code], random), number) for _ in range(copies)]
    free = {code: [one for one in own if one not in letters] for code, own in real.items()}
    while len(made) < count:
        code = random.choices(codes, weights=(40, 40, 10, 10))[0]
        made.append((" ".join(random.sample(free[code], random.randint(2, 6))), None))
    random.shuffle(made)
    return Planted([text for text, _n in made], [number for _text, number in made])
