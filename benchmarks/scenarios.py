"""What is measured over HTTP: the acts of a day at the counter and the pages the public reads."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from benchmarks.client import prepared
from dossiers.models import Dossier, IssuedDocument
from dossiers.permissions import visible_to
from dossiers.workflow import State
from procedures.models import ProcedureVersion
from staff.models import Assignment, Unit, User
from staff.roles import Role

PROCEDURE = "1.004873"
MANY = 200


@dataclass(frozen=True)
class Scenario:
    """One kind of request; `path` and `body` may differ from one to the next."""

    name: str
    path: Callable[[int], str]
    method: str = "GET"
    headers: Callable[[int], dict[str, str]] = field(default=lambda number: {})
    body: Any = None
    expected: int = 200
    ratio: float | None = None  # at least this times the bare view
    statements: int | None = None  # at most

    def raw(self, number: int) -> bytes:
        """The bytes of the n-th request."""
        return prepared(self.method, self.path(number), headers=self.headers(number), body=self.body)

    def call(self, client: Client, number: int) -> Any:
        """The same request inside this process."""
        return client.generic(
            self.method,
            self.path(number),
            b"" if self.body is None else json.dumps(self.body).encode(),
            "application/json",
            headers=self.headers(number),
        )


def always(path: str) -> Callable[[int], str]:
    return lambda number: path


def each(paths: list[str]) -> Callable[[int], str]:
    return lambda number: paths[number % len(paths)]


def clerks_of_different_communes(most: int = 8) -> list[User]:
    """One clerk each of some communes, as many as there are connections."""
    desks = Assignment.objects.in_force(timezone.localdate()).filter(
        role=Role.CLERK, unit__kind__in=Unit.COMMUNE_KINDS, unit__receives_dossiers=True
    )
    clerks = {desk.unit_id: desk.official.user for desk in desks.select_related("official__user")}
    return list(clerks.values())[:most]


def bearer(user: User) -> dict[str, str]:
    """A token of this person, as a header."""
    return {"Authorization": f"Bearer {AuthToken.objects.create(user)[1]}"}


def with_key(headers: dict[str, str]) -> dict[str, str]:
    """The same with a new idempotency key."""
    return {**headers, "Idempotency-Key": uuid.uuid4().hex}


@dataclass
class Office:
    """Who asks and for what, found in the seeded database."""

    tokens: Mapping[str, str]

    def __post_init__(self) -> None:
        self.clerk = User.objects.get(username="hoa")
        self.as_clerk = {"Authorization": f"Bearer {self.tokens['hoa']}"}
        self.as_clerks = [bearer(clerk) for clerk in clerks_of_different_communes()]
        seen = visible_to(self.clerk).exclude(code=None)
        receipts = IssuedDocument.objects.filter(form=IssuedDocument.Form.RECEIPT).values("dossier")
        self.dossiers = list(seen.filter(pk__in=receipts).order_by("-pk")[:MANY])
        self.version = (
            ProcedureVersion.objects.in_force(timezone.localdate()).filter(procedure__code=PROCEDURE).get()
        )

    def signed_in(self, username: str) -> dict[str, str]:
        """The cookie of a person at the office's pages."""
        client = Client()
        client.force_login(User.objects.get(username=username))
        return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}

    def walk_in(self) -> dict[str, Any]:
        papers = [{"document": row.pk, "originals": 1} for row in self.version.documents.filter(mandatory=True)]
        return {
            "procedure": PROCEDURE,
            "applicant_name": "Nguyễn Thị Bình An",
            "identity_number": "035185009876",
            "phone": "0912 000 111",
            "email": "binh.an@example.com",
            "address": "Thôn 3, xã Bình Nghĩa, huyện Bình Lục",
            "papers": papers,
        }


def bare() -> Scenario:
    keys = list(Dossier.objects.order_by("-pk").values_list("pk", flat=True)[:MANY])
    return Scenario("bare DRF view, one row of 20 fields", each([f"/bench/one-row/{key}/" for key in keys]))


def receipt(office: Office) -> Scenario:
    paths = [f"/api/v1/dossiers/{dossier.code}/receipt.pdf" for dossier in office.dossiers]
    return Scenario("counter: receipt as PDF", each(paths), headers=lambda n: office.as_clerk)


def figures(office: Office) -> Scenario:
    leader = office.signed_in("hai")
    return Scenario("leader: page of figures", always("/lanh-dao/so-lieu/"), headers=lambda n: leader)


def at_the_counter(office: Office) -> list[Scenario]:
    api, token = "/api/v1/dossiers/", office.as_clerk
    return [
        Scenario(
            "counter: list of 25",
            always(f"{api}?state={State.RETURNED.value}"),
            headers=lambda n: token,
            ratio=0.35,
            statements=4,
        ),
        Scenario(
            "counter: open one dossier",
            each([f"{api}{dossier.code}/" for dossier in office.dossiers]),
            headers=lambda n: token,
            ratio=0.30,
            statements=6,
        ),
        Scenario(
            f"counter: walk-in intake, {len(office.as_clerks)} offices",
            always(api),
            method="POST",
            headers=lambda n: with_key(office.as_clerks[n % len(office.as_clerks)]),
            body=office.walk_in(),
            expected=201,
            ratio=0.20,
            statements=18,
        ),
        Scenario(
            "counter: walk-in intake, all at one office",
            always(api),
            method="POST",
            headers=lambda n: with_key(token),
            body=office.walk_in(),
            expected=201,
        ),
        receipt(office),
        figures(office),
    ]


def for_the_public(etag: Callable[[str], str]) -> list[Scenario]:
    page, search = f"/thu-tuc/{PROCEDURE}/", "/thu-tuc/?q=dang+ky+khai+sinh"
    return [
        Scenario("public: page of a procedure", always(page), ratio=0.35),
        Scenario("public: catalogue search", always(search), ratio=0.35),
        *(
            # each another page, which nobody kept
            Scenario(f"search the catalogue of 10,000, {how}", each([f"/thu-tuc/?q={q}+{n}" for n in range(MANY)]))
            for how, q in (("as typed", "so"), ("by sound", "xo"), ("with a slip", "giayy+phep+so"))
        ),
        Scenario(
            "public: page not modified (ETag)",
            always(page),
            headers=lambda n: {"If-None-Match": etag(page)},
            expected=304,
            ratio=0.80,
        ),
    ]


def searches(office: Office) -> dict[str, Scenario]:
    """The same list searched by each thing a clerk may have at hand; first by key."""

    def by(what: str, words: list[str]) -> Scenario:
        paths = [f"/api/v1/dossiers/?q={word.replace(' ', '+')}" for word in words]
        return Scenario(f"search by {what}", each(paths), headers=lambda n: office.as_clerk)

    people = office.dossiers
    return {
        "code": by("code", [str(dossier.code) for dossier in people]),
        "identity number": by("identity number", [dossier.identity_number for dossier in people]),
        "phone": by("phone", [dossier.phone for dossier in people]),
        "name": by("name", [dossier.search_text.split(dossier.code.lower())[0].strip() for dossier in people]),
    }
