import re

import pytest
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Role
from commonspace.contributions.errors import AlreadySenderError, TooManySignatoriesError
from commonspace.contributions.models import Contribution, Signatory
from commonspace.intake import signatures
from commonspace.intake.services import receipt_code, receive
from commonspace.intake.signatures import Named, name_signatories, organisations_in, sign
from commonspace.kernel.errors import NotYoursError
from commonspace.reports.composition.figures import figures_of
from commonspace.reports.composition.material import material_of

pytestmark = pytest.mark.django_db


def sent(call=None) -> Contribution:
    return receive(make.envelope(call or make.consultation())).contribution


def holder(client, contribution):
    client.post(reverse("receipt"), {"code": receipt_code(contribution)})


def test_a_list_is_read_as_people_paste_it():
    pasted = "1. Harbour Friends (Philippines)\n• Radio du Port; FR\n\n- Cocina Común\tEspaña\nharbour friends\n(Old) Town (North)"

    assert organisations_in(pasted) == [
        Named("Harbour Friends", "PH"),
        Named("Radio du Port", "FR"),
        Named("Cocina Común", ""),
        Named("(Old) Town (North)", ""),
    ]


def test_a_hundred_and_fifty_signatories_are_one_contribution_and_150_organisations():
    made = sent()
    text = "\n".join(f"{n}. Association {n} of the harbour" for n in range(1, 151))

    signed = name_signatories(
        contribution=made, organisations=organisations_in(text), actor="receipt"
    )
    again = name_signatories(
        contribution=made, organisations=organisations_in(text), actor="receipt"
    )

    assert (signed.new, again.new, again.already) == (150, 0, 150)
    figures = figures_of(material_of(made.consultation))
    assert (figures.received, figures.contributors, figures.supporters) == (1, 1, 150)


def test_the_sender_is_not_counted_among_the_supporters():
    call = make.consultation()
    made = receive(make.envelope(call, organisation="Harbour Friends")).contribution
    listed = [Named("harbour friends"), Named("Net Menders")]

    signed = name_signatories(contribution=made, organisations=listed, actor="receipt")

    assert (signed.new, figures_of(material_of(call)).supporters) == (1, 1)
    with pytest.raises(AlreadySenderError):
        sign(contribution=made, name="HARBOUR FRIENDS", kind="", country="")


def test_who_was_named_and_then_signs_is_one_signature():
    made = sent()
    name_signatories(contribution=made, organisations=[Named("Net Menders")], actor="receipt")
    sign(contribution=made, name="net menders", kind="ngo", country="PH")

    assert [one.how for one in made.signatories.all()] == ["signed"]


def test_no_more_than_a_page_can_hold(monkeypatch):
    monkeypatch.setattr(signatures, "MOST_SIGNATORIES", 2)

    with pytest.raises(TooManySignatoriesError):
        name_signatories(
            contribution=sent(), organisations=[Named("A"), Named("B"), Named("C")], actor="x"
        )
    assert not Signatory.objects.exists()


def test_the_sender_names_them_passes_the_address_on_and_strikes_one(client):
    made = sent()
    holder(client, made)
    client.post(reverse("signatories"), {"organisations": "Net Menders\nRope Makers"})
    page = client.get(reverse("signatories")).content.decode()
    address = re.search(r"http://testserver(/en/sign/[^<]+)<", page)[1]
    shown = client.get(address).content.decode()
    client.post(address, {"organisation": "Sail Makers", "may_sign": "on"})
    client.post(reverse("signatory-strike", args=[made.signatories.first().pk]))

    assert receipt_code(made) not in shown
    names = {one.organisation.name: one.how for one in made.signatories.all()}
    assert names == {"Rope Makers": "named", "Sail Makers": "signed"}


@pytest.mark.parametrize("change", ["withdrawn", "protected", "made up"])
def test_a_text_that_must_not_be_read_cannot_be_signed(change):
    made = sent()
    token = signatures.sign_token(made) if change != "made up" else "1:x:y"
    Contribution.objects.filter(pk=made.pk).update(
        is_protected=change == "protected",
        withdrawn_at=made.received_at if change == "withdrawn" else None,
    )

    with pytest.raises(NotYoursError):
        signatures.contribution_to_sign(token)


def test_nobody_signs_after_the_deadline(client):
    made = sent(make.consultation(open_now=False))
    address = reverse("sign", args=[signatures.sign_token(made)])
    client.post(address, {"organisation": "Sail Makers", "may_sign": "on"})

    assert not Signatory.objects.exists()
    assert "has closed" in client.get(address).content.decode()


@pytest.mark.parametrize(("role", "added"), [(Role.SECRETARIAT, 2), (Role.ANALYST, 0)])
def test_staff_of_the_secretariat_add_a_list_on_the_desk(client, role, added):
    made = sent()
    client.force_login(make.member(made.consultation, role))
    address = reverse("desk-signatories", args=[made.consultation.code, made.reference])
    client.post(address, {"organisations": "Net Menders\nRope Makers"})

    assert made.signatories.count() == added
    assert client.get(address).status_code == 200
