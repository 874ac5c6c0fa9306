"""The rating page behind the QR of the result slip: public, single use, complete without scripts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers.models import Dossier
from dossiers.rating_link import read_rating_token
from dossiers.workflow import State
from feedback.errors import AlreadyRated
from feedback.forms import RatingForm
from feedback.services.rating import rate as store


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Đánh giá: ask, store, thank; whoever comes back sees that the answer is in."""
    dossier = _dossier(token)
    if hasattr(dossier, "rating"):
        just_now = request.session.pop("rated", None) == dossier.pk
        return render(request, "feedback/citizen/rated.html", {"dossier": dossier, "just_now": just_now})
    form = RatingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            store(dossier=dossier, at=timezone.now(), **form.cleaned_data)
        except AlreadyRated:
            pass  # sent twice at the same moment: the page says that the answer is in
        else:
            request.session["rated"] = dossier.pk
        return redirect("feedback:rate", token=token)
    return render(
        request,
        "feedback/citizen/rate.html",
        {"dossier": dossier, "form": form},
        status=422 if form.is_bound else 200,
    )


def _dossier(token: str) -> Dossier:
    """The returned dossier the token was made for; 404 for anything else."""
    pk = read_rating_token(token)
    found = Dossier.objects.filter(pk=pk, state=State.RETURNED)
    dossier = found.select_related("version__procedure", "receiving_unit", "rating").first()
    if dossier is None:
        raise Http404(_("This rating link is not valid."))
    return dossier
