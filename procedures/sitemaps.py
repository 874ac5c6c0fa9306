"""What search engines may read (sơ đồ trang): every procedure in force, and the pages everybody may open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from procedures.models import LifeEvent, ProcedureVersion
from staff.models import Unit

#: Pages that are the same for everybody.
_PAGES = (
    "procedures:home",
    "procedures:catalogue",
    "procedures:posting_units",
    "procedures:directory",
    "procedures:news",
    "procedures:open_data",
)
#: What needs a sign-in, belongs to a device, or is about one person's dossier. Every other address is public.
CLOSED = (
    "ban-giao",
    "bang-goi-so",
    "danh-gia",
    "danh-gia-tai-quay",
    "dat-lich",
    "ho-so",
    "kiem-tra",
    "lanh-dao",
    "lay-so",
    "mot-cua",
    "ngon-ngu",
    "phieu-so",
    "quan-ly",
    "quan-tri",
    "tai-khoan",
    "tra-cuu",
    "xu-ly",
)


class Pages(Sitemap):
    """Pages that are there whatever the catalogue holds."""

    def items(self) -> Any:
        """Their names."""
        return _PAGES

    def location(self, item: str) -> str:
        """Where the page is."""
        return reverse(item)


class Procedures(Sitemap):
    """Procedures in force today."""

    limit = 5000

    def items(self) -> Any:
        """Code, and when it was last published, in one statement a page."""
        versions = ProcedureVersion.objects.in_force(timezone.localdate()).order_by("procedure__code")
        return versions.values_list("procedure__code", "created_at")

    def location(self, item: tuple[str, datetime]) -> str:
        """The public page of the procedure."""
        return reverse("procedures:detail", args=[item[0]])

    def lastmod(self, item: tuple[str, datetime]) -> datetime:
        """When the version in force was published."""
        return item[1]

    def get_latest_lastmod(self) -> datetime | None:
        """When any was published last, without reading them all."""
        latest: datetime | None = self.items().aggregate(latest=Max("created_at"))["latest"]
        return latest


class LifeEvents(Sitemap):
    """Life events."""

    def items(self) -> Any:
        """Their slugs."""
        return LifeEvent.objects.values_list("slug", flat=True)

    def location(self, item: str) -> str:
        """The page of the event."""
        return reverse("procedures:life_event", args=[item])


class Units(Sitemap):
    """What each unit with a counter posts."""

    def items(self) -> Any:
        """Their codes."""
        return Unit.objects.with_counter(timezone.localdate()).order_by("code").values_list("code", flat=True)

    def location(self, item: str) -> str:
        """What the unit posts."""
        return reverse("procedures:posting", args=[item])


SECTIONS: dict[str, type[Sitemap]] = {
    "trang": Pages,
    "thu-tuc": Procedures,
    "su-kien": LifeEvents,
    "don-vi": Units,
}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: read what is posted, stay out of the rest."""
    lines = ["User-agent: *", *(f"Disallow: /{prefix}/" for prefix in CLOSED)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('procedures:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
