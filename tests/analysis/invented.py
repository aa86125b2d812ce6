"""A small invented consultation with known themes, for the analysis to find."""

from random import Random

from commonspace.analysis.records import Record

SUBJECTS = {
    "buses": [
        "The night bus to the harbour should run every twenty minutes",
        "Bus drivers need shelters where the night bus stops",
        "Our bus line was cut and the harbour bus is always late",
        "A cheaper bus ticket would help people who work at the harbour",
        "The bus timetable at the harbour stop is never right",
        "Bus tickets should be valid on the ferry and on the night bus",
        "Put more seats in the bus for people with heavy bags",
        "The harbour bus needs a ramp for wheelchairs",
    ],
    "libraries": [
        "The library must open on Sundays for students who study there",
        "Library books in Somali and Tamil are missing from every shelf",
        "The library could lend laptops to students without one",
        "Our library reading room is too small for the homework club",
        "Library staff should learn to greet readers in several languages",
        "Students need a quiet reading room in the library",
        "The homework club at the library helped forty students in 2021",
        "A library card should not require proof of address",
    ],
    "water": [
        "Tap water in the old quarter tastes of rust and chlorine",
        "The water fountain in the old quarter park is broken",
        "Rust in the water pipes stains our washing in the old quarter",
        "The city must replace the water pipes before summer",
        "Drinking water fountains are needed in every park",
        "Water bills doubled although the pipes still leak",
        "Leaking pipes waste more water than all our gardens use",
        "Test the tap water every month and publish the figures",
    ],
}

LETTER = (
    "We ask the council to keep the municipal swimming pool open all winter, because swimming "
    "lessons save lives and children of this town have nowhere else to learn how to swim."
)


def answers(voices: int = 16) -> list[Record]:
    """Two sentences each, from different subjects' lists, many contributors."""
    random = Random(3)  # noqa: S311 - a seeded draw, no secret
    records = []
    for number in range(voices):
        subject = sorted(SUBJECTS)[number % len(SUBJECTS)]
        first, second = random.sample(SUBJECTS[subject], 2)
        records.append(record(number, f"{first}. {second}."))
    return records


def crossed() -> list[Record]:
    """Two hundred answers: the beginning of one sentence with the end of another on its subject."""
    records = []
    for texts in SUBJECTS.values():
        for first in texts:
            for second in texts:
                head, tail = first.split(), second.split()
                words = [*head[: 2 * len(head) // 3], "and", *tail[len(tail) // 3 :]]
                records.append(record(len(records), f"{' '.join(words)}."))
    return records


def record(number: int, text: str, **fields: str | None) -> Record:
    values = {"organisation": f"org-{number % 5}", "question": "1", **fields}
    return Record(id=f"r{number:04d}", contributor=f"c{number:04d}", text=text, **values)


def campaign(senders: int, start: int = 5000) -> list[Record]:
    """The same letter from many senders, some with a greeting or a line of their own."""
    dressings = ("{}", "Dear council, {}", "{} Thank you!", "{} Yours, a parent of two.")
    return [
        record(start + number, dressings[number % len(dressings)].format(LETTER))
        for number in range(senders)
    ]
