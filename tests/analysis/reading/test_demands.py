import pytest

from commonspace.analysis.reading.addressees import demand, party_of_heading


@pytest.mark.parametrize(
    ("text", "addressee", "strength"),
    [
        ("Cities should plant trees.", "cities", "should"),
        ("In dry years, local authorities must share water.", "cities", "must"),
        ("Where wells run dry, councils need to bring tanks.", "cities", "need to"),
        ("Trees should be planted by cities.", None, "should"),
        ("NGOs and municipalities can run one fund.", "cities and CSOs", "can"),
        (
            "While wells can help, donors should fund pipes.",
            "international organisations and donors",
            "should",
        ),
        ("We urge governments to act.", "national authorities", "urge"),
        ("There is a need for more shade.", None, "need to"),
        ("Planting trees along the river", None, None),
        ("The role of cities in shade must grow.", None, "must"),
        ("Las ciudades deben plantar árboles.", "cities", "must"),
    ],
)
def test_demand_names_addressee_and_strength(text, addressee, strength):
    asked = demand(text)

    assert (asked.addressee, asked.strength) == (addressee, strength)


def test_party_to_be_moved_is_kept_apart():
    asked = demand("Cities must lobby national governments to change the law.")

    assert (asked.addressee, asked.influenced) == ("cities", "national authorities")


@pytest.mark.parametrize(
    ("heading", "addressee"),
    [
        ("Recommendations to the national government", "national authorities"),
        ("For donors", "international organisations and donors"),
        ("Policy recommendations", None),
    ],
)
def test_heading_names_addressee(heading, addressee):
    assert party_of_heading(heading) == addressee
