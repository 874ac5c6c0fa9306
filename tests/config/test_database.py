"""What a test finds in the database, whichever ran before it."""

import pytest

from procedures.models import LifeEvent


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "after one that committed"])
def test_what_migrations_fill_is_there(turn: str) -> None:
    assert LifeEvent.objects.count() == 8
