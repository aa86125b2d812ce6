"""Six letters said in their senders' own words, between real answers to five questions."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.analysis.data import SEED, Row, rows

from commonspace.analysis.records import Record

_SLOT = re.compile(r"\{([^}]*)\}")
_DROPPED = 0.12
_UNIFORM, _ARMS = "school uniform", "bear arms"


@dataclass(frozen=True, slots=True)
class Answers:
    """Records; the letter each copies, if any; and who only speaks to the popular theme."""

    records: list[Record]
    letter_of: dict[str, str]
    popular: set[str]


def paraphrased(seed: int = SEED) -> Answers:
    """Make the answers. Every real sentence is used once, so that only letters are alike."""
    random = Random(seed)  # noqa: S311 - a seeded draw, no secret
    made = Answers([], {}, set())
    _argued(made, "uniform", _UNIFORM, "kp_4_5", random)
    _argued(made, "arms", _ARMS, "kp_7_1", random)
    _ottensen(made)
    for question, code in (("accueil", "fr"), ("acogida", "es")):
        _probed(made, question, code, random)
    for letter in _letters():
        for number in range(letter["senders"]):
            name = f"{letter['name']}-{number}"
            text = _copy(letter["ideas"], random)
            _put(made, name, text, letter["question"], letter["language"])
            made.letter_of[name] = letter["name"]
    random.shuffle(made.records)
    return made


def _put(made: Answers, name: str, text: str, question: str, language: str) -> None:
    record = Record(id=name, contributor=name, text=text, question=question, language=language)
    made.records.append(record)


def _letters() -> list[dict]:
    return tomllib.loads(Path(__file__).with_name("letters.toml").read_text("utf-8"))["letter"]


def _copy(ideas: Sequence[Sequence[str]], random: Random) -> str:
    """Return one sender's wording: ideas in their own order, now and then one left out."""
    kept = [idea for idea in ideas if random.random() >= _DROPPED or len(ideas) <= 3]
    random.shuffle(kept)
    return " ".join(
        _SLOT.sub(lambda slot: random.choice(slot[1].split("|")), random.choice(idea))
        for idea in kept
    )


def _argued(made: Answers, question: str, topic: str, popular: str, random: Random) -> None:
    """Real arguments of one motion, two or three an answer; one key point is named by many."""
    own = [r for r in rows("argkp2021/arguments_dev.csv") if topic in r["topic"]]
    matched = {
        row["arg_id"]
        for row in rows("argkp2021/labels_dev.csv")
        if row["key_point_id"] == popular and row["label"] == "1"
    }
    liked = [row for row in own if row["arg_id"] in matched]
    rest = [row for row in own if row["arg_id"] not in matched]
    random.shuffle(rest)
    for number, row in enumerate(liked):
        name = f"{question}-popular-{number}"
        said = [row, rest.pop()] if number % 2 and rest else [row]
        _put(made, name, _joined(said), question, "en")
        made.popular.add(name)
    while rest:
        said = [rest.pop() for _ in range(min(len(rest), random.randint(1, 3)))]
        _put(made, f"{question}-own-{len(rest)}", _joined(said), question, "en")


def _joined(said: Sequence[Row]) -> str:
    return " ".join(row["argument"].rstrip(" .").capitalize() + "." for row in said)


def _ottensen(made: Answers) -> None:
    """Real proposals for a quarter of Hamburg; more than half are about cycling."""
    for row in rows("cimt_german/thematic_Ottensen.csv"):
        name = f"ottensen-{row['document_id']}"
        _put(made, name, f"{row['title']}. {row['text']}", "ottensen", "de")
        if row["cycling"] == "1":
            made.popular.add(name)


def _probed(made: Answers, question: str, code: str, random: Random) -> None:
    """Short statements and sentences of an encyclopaedia, one to four an answer."""
    said = [r["text"] for r in rows("multilingual_probe/theme_statements.csv") if r["lang"] == code]
    said += [
        row["text"]
        for row in rows("sib200_multilingual/sib200_24langs.tsv", "\t")
        if row["iso"] == code and row["split"] == "test"
    ]
    random.shuffle(said)
    while said:
        parts = [said.pop() for _ in range(min(len(said), random.randint(1, 4)))]
        text = " ".join(part.rstrip(" .") + "." for part in parts)
        _put(made, f"{question}-own-{len(said)}", text, question, code)
