"""A letter of three points in ten people's own words, among answers of people who are by themselves."""

RETOLD = (
    "Please keep the swimming pool open all winter. Hire two more lifeguards for the mornings. Let pensioners swim for half the price.",
    "The pool ought not to close in the cold months. Morning hours need two additional lifeguards. Older people on a pension should pay half.",
    "We want swimming through the whole winter at our pool. Two extra lifeguards must be on duty each morning. Retired people deserve a ticket at half price.",
    "Our swimming pool should remain open during winter. The town should employ two more lifeguards in the mornings. Give the retired a fifty per cent discount.",
    "Do not shut the pool when winter comes. Put a further two lifeguards to work before noon. Charge pensioners only half of the entrance fee.",
    "Leave the swimming pool open in the winter season. Mornings call for another pair of lifeguards. Half-price entry for people who draw a pension, please.",
    "Winter swimming must stay possible in the pool. Add two lifeguards to the morning shift. Those in retirement should get in for half the fee.",
    "I ask that the pool stays open over the winter. Take on two more lifeguards for early swimmers. Pensioners ought to be charged half.",
)
OTHERS = (
    "The night bus to the harbour is always late. I waited forty minutes in the rain last Tuesday.",
    "Street lamps near the school are broken. Children walk home in the dark from November on.",
    "Our library needs longer hours on Sundays. Students have nowhere quiet to read.",
    "Rubbish is collected too seldom in the old town. Rats come to the courtyards in summer.",
    "Rents have doubled in five years. Young families move away to the villages.",
    "The park has no benches in the shade. My mother cannot rest there.",
    "Tap water tastes of rust in our house. The landlord does not answer letters.",
    "Cyclists have no safe way across the bridge. Two people were hurt this spring.",
    "Kindergarten places are missing everywhere. We waited two years for ours.",
    "The market square is loud at night. Bars should close their terraces at eleven.",
    "Forms of the town hall exist in one language only. My neighbour signed what she could not read.",
    "Doctors take no new patients. The nearest one is an hour away by train.",
)
