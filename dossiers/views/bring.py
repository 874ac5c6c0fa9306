"""Chuẩn bị hồ sơ: a few questions, then the citizen's own list with its QR. No account, nothing stored."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import condition, require_safe

from dossiers import bring, bring_paper
from dossiers.bring import Prepared
from procedures.bring.bring_card import READY, BringCard, answers, write_card
from procedures.bring.bring_list import Question, answered, questions
from procedures.counters import PARAMETER, chosen_counter, counters_for
from procedures.freshness import kept_for_a_minute, page_etag
from procedures.models import ProcedureVersion, RequiredDocument
from procedures.wording import amount_in_words
from staff.printing import qr_on_page
from staff.rate_limit import too_many

#: Parameter of the day of filing, of the wish to answer again, and of a sheet of answers being sent.
DAY, AGAIN, SENT = "nop", "sua", "hoi"
_SHEETS_A_MINUTE = 30


@require_safe
@condition(etag_func=page_etag)
@kept_for_a_minute
def prepare(request: HttpRequest, code: str) -> HttpResponse:
    """Thẻ chuẩn bị hồ sơ: the questions first, where there are any; with answers in the address, the list."""
    today = timezone.localdate()
    day = bring.day_wanted(request.GET.get(DAY, ""), today)
    version = _in_force(code, day) or _in_force(code, today)
    if version is None:
        return redirect("procedures:detail", code=code)
    papers = list(version.documents.all())
    given = _card(request, code)
    card = bring.of_today(given, version, papers)
    asked = questions(papers, card)
    if SENT in request.GET:
        return _to_the_list(request, answered(papers, _said(request, asked), card))
    counters = counters_for(version, today)
    counter = chosen_counter(request, counters)
    if counter is None:
        return redirect("procedures:detail", code=code)
    if asked and (READY not in request.GET or AGAIN in request.GET):
        return _ask(request, version, asked)
    if READY not in request.GET:
        card = answered(papers, {}, card)
    prepared = bring.prepare(version, counter, card, papers, on=day, now=timezone.now())
    context = {
        **_shown(prepared),
        "counters": counters,
        "counter_parameter": PARAMETER,
        "day": day,
        "today": today,
        "last_day": today + bring.FARTHEST,
        "was_other_version": given.version not in (0, version.number),
        "has_questions": bool(asked),
    }
    return render(request, "dossiers/citizen/bring.html", context)


@require_safe
def prepare_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same card on A4, in large letters or in very large ones (``?chu=to``)."""
    if too_many(request, "bring_card", per_minute=_SHEETS_A_MINUTE):
        return HttpResponse(status=429)
    today = timezone.localdate()
    day = bring.day_wanted(request.GET.get(DAY, ""), today)
    version = _in_force(code, day) or _in_force(code, today)
    counter = chosen_counter(request, counters_for(version, today)) if version is not None else None
    if version is None or counter is None:
        raise Http404
    papers = list(version.documents.all())
    card = bring.of_today(_card(request, code), version, papers)
    if READY not in request.GET:
        card = answered(papers, {}, card)
    now = timezone.now()
    prepared = bring.prepare(version, counter, card, papers, on=day, now=now)
    return HttpResponse(
        bring_paper.card_pdf(prepared, is_large=request.GET.get("chu") == "to", at=now),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="chuan-bi-{code}.pdf"',
            "X-Robots-Tag": "noindex",
        },
    )


def _ask(request: HttpRequest, version: ProcedureVersion, asked: list[Question[RequiredDocument]]) -> HttpResponse:
    context = {"version": version, "questions": asked, "kept": _kept(request), "is_again": READY in request.GET}
    return render(request, "dossiers/citizen/bring_questions.html", context)


def _to_the_list(request: HttpRequest, card: BringCard) -> HttpResponse:
    address = write_card(card.procedure, card.positions, denied=card.denied, version=card.version)
    kept = urlencode(_kept(request))
    return HttpResponseRedirect(f"{address}&{kept}" if kept else address)


def _shown(prepared: Prepared) -> dict[str, Any]:
    query = prepared.path.partition("?")[2]
    if not prepared.filing.is_now:
        query = f"{query}&{urlencode({DAY: (prepared.filing.wanted or prepared.filing.at.date()).isoformat()})}"
    pdf = reverse("dossiers:bring_card_pdf", args=[prepared.card.procedure])
    return {
        "prepared": prepared,
        "version": prepared.version,
        "unit": prepared.unit,
        "fees": [(fee, amount_in_words(fee)) for fee in prepared.fees],
        "qr": qr_on_page(prepared.address),
        "address": prepared.address,
        "pdf_address": f"{pdf}?{query}",
        "again_address": f"{prepared.path}&{AGAIN}=1",
    }


def _said(request: HttpRequest, asked: list[Question[RequiredDocument]]) -> dict[int, str]:
    return {each.number: request.GET.get(f"hoi-{each.number}", "") for each in asked}


def _kept(request: HttpRequest) -> dict[str, str]:
    """Where and when somebody wants to file, which stays while the questions are answered."""
    return {name: value for name in (PARAMETER, DAY) if (value := request.GET.get(name, ""))}


def _card(request: HttpRequest, code: str) -> BringCard:
    return answers(code, dict(request.GET.lists()))


def _in_force(code: str, day: dt.date) -> ProcedureVersion | None:
    versions = ProcedureVersion.objects.in_force(day).filter(procedure__code=code)
    found: ProcedureVersion | None = versions.select_related("procedure__field").first()
    return found


urlpatterns = [
    path("thu-tuc/<procedure_code:code>/chuan-bi/", prepare, name="bring_card"),
    path("thu-tuc/<procedure_code:code>/chuan-bi/the.pdf", prepare_pdf, name="bring_card_pdf"),
]
