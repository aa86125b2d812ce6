import pytest

from commonspace.analysis.reading.organisations import organisations
from commonspace.analysis.reading.places import countries_of, places


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("In Kenya, the city of Nakuru planted trees.", ("Kenya", "Nakuru")),
        ("The mayors of Lima, Quito and La Paz met.", ("Lima", "Quito", "La Paz")),
        ("The United Kingdom and the rest of the UK agreed.", ("United Kingdom",)),
        ("Ghanaian nurses met in March.", ("Ghanaian",)),
        ("Ghanaian nurses went home to Ghana.", ("Ghana",)),
        ("Nobody went anywhere in particular.", ()),
    ],
)
def test_places_of_a_text(text, named):
    assert places(text) == named


def test_countries_come_from_names_cities_and_peoples():
    assert countries_of("From Nairobi to Peru with Danish friends") == ("KE", "PE", "DK")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It was run by Lakeside Union and the Water Board.", ("Lakeside Union", "Water Board")),
        (
            "The Tree Planting Association (TPA) began; TPA grew.",
            ("Tree Planting Association (TPA)",),
        ),
        ("in collaboration with NGO Greenhill", ("Greenhill",)),
        ("A coalition of bakers and their families met.", ("A coalition of bakers",)),
        ("The city of Nakuru has planted trees.", ("The city of Nakuru",)),
        ("Somebody planted a tree.", ()),
    ],
)
def test_organisations_of_a_text(text, named):
    assert organisations(text) == named
