"""A small invented consultation whose answers fall into three themes."""

from tests import make

from commonspace.consultations.models import Consultation

LANGUAGE = (
    "Evening language classes help newcomers find work and talk with their neighbours.",
    "Language classes in the evening let working mothers learn with a childminder next door.",
    "Cities should pay for free language classes from the first week of arrival.",
    "Our association teaches language classes to sixty newcomers in a school every evening.",
)
HOUSING = (
    "Families wait for years in shelters because no landlord rents a flat to them.",
    "Cities must guarantee the rent so that landlords give flats to refugee families.",
    "We found flats for forty families with a rent guarantee from the housing office.",
    "A flat with a rent guarantee costs the city less than a bed in a shelter.",
)
POLICE = (
    "Workers who are robbed of their wages do not go to the police for fear of papers.",
    "Police must take a complaint without asking the worker for residence papers.",
    "A desk where workers complain without papers brought back stolen wages.",
    "Nobody reports stolen wages while the police ask for residence papers first.",
)


def consultation() -> Consultation:
    made = make.consultation()
    first = made.questions.get(number=1)
    for number, text in enumerate((*LANGUAGE, *HOUSING, *POLICE), start=1):
        make.contribution(
            made, text, question=first, organisation=f"Association {number}",
            country=("PH", "KE", "FR")[number % 3],
        )  # fmt: skip
    return made
