"""The single-use rating: stored once, only for returned dossiers, over a page that needs no script."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Dossier
from dossiers.rating_link import rating_token
from feedback.errors import AlreadyRated, NotReturned
from feedback.models import Rating
from feedback.services.rating import rate
from tests.people import MakeDossier, moment

ANSWERS = {"attitude": "5", "time": "4", "result": "2", "comment": "Cán bộ nhiệt tình."}


def address(dossier: Dossier) -> str:
    return reverse("feedback:rate", args=[rating_token(dossier)])


def test_a_returned_dossier_is_rated(returned: MakeDossier) -> None:
    dossier = returned()

    rating = rate(
        dossier=dossier, attitude=5, time=4, result=3, comment="  Nhanh. ", at=moment("2023-09-01 20:00")
    )

    assert (rating.attitude, rating.time, rating.result, rating.comment) == (5, 4, 3, "Nhanh.")


def test_a_dossier_is_rated_once(returned: MakeDossier) -> None:
    dossier = returned()
    rate(dossier=dossier, attitude=5, time=5, result=5, at=moment("2023-09-01 20:00"))

    with pytest.raises(AlreadyRated):
        rate(dossier=dossier, attitude=1, time=1, result=1, at=moment("2023-09-02 20:00"))

    assert Rating.objects.get().attitude == 5


def test_nothing_is_rated_before_the_return(proposed: MakeDossier) -> None:
    with pytest.raises(NotReturned):
        rate(dossier=proposed(), attitude=5, time=5, result=5, at=moment("2023-09-01 20:00"))


def test_the_page_names_procedure_and_unit_but_nobody(client: Client, returned: MakeDossier) -> None:
    dossier = returned()

    page = client.get(address(dossier)).content.decode()

    assert dossier.version.name in page
    assert dossier.receiving_unit.name in page
    for private in (dossier.applicant_name, dossier.identity_number, dossier.phone, "Trần Thị Hoa"):
        assert private not in page


def test_the_page_asks_three_questions_on_five_levels(client: Client, returned: MakeDossier) -> None:
    page = client.get(address(returned())).content.decode()

    assert page.count('type="radio"') == 15


def test_an_answer_is_stored_and_thanked_for(client: Client, returned: MakeDossier) -> None:
    dossier = returned()

    response = client.post(address(dossier), ANSWERS, follow=True)

    assert response.redirect_chain == [(address(dossier), 302)]
    assert response.context["just_now"] is True
    rating = Rating.objects.get(dossier=dossier)
    assert (rating.attitude, rating.time, rating.result, rating.comment) == (5, 4, 2, ANSWERS["comment"])


def test_a_second_visit_finds_the_answer_in(client: Client, returned: MakeDossier) -> None:
    dossier = returned()
    client.post(address(dossier), ANSWERS)
    stranger = Client()

    assert stranger.get(address(dossier)).context["just_now"] is False
    assert stranger.post(address(dossier), ANSWERS | {"attitude": "1"}).status_code == 200
    assert Rating.objects.get().attitude == 5


def test_missing_answers_are_named_and_the_rest_is_kept(client: Client, returned: MakeDossier) -> None:
    response = client.post(address(returned()), {"attitude": "5", "comment": "Tốt", "time": "9"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"time", "result"}
    page = response.content.decode()
    assert "Tốt" in page
    assert page.count(" checked") == 1
    assert not Rating.objects.exists()


def test_a_comment_that_is_too_long_is_refused(client: Client, returned: MakeDossier) -> None:
    response = client.post(address(returned()), ANSWERS | {"comment": "x" * 2001})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["comment"]


def test_a_link_to_a_dossier_not_returned_leads_nowhere(client: Client, proposed: MakeDossier) -> None:
    assert client.get(address(proposed())).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "MQ:1rAbCd:AAAA", "..%2F..", "1"])
def test_a_forged_link_leads_nowhere(client: Client, token: str) -> None:
    assert client.get(f"/danh-gia/{token}/").status_code == 404
