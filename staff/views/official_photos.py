"""Photos of officials (ảnh cán bộ): shown to anybody at the desk, set by the official or the manager."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from staff import photos
from staff.access import role_required
from staff.models import Official
from staff.models.official import PHOTO_FOLDER
from staff.official_photo import PhotoFault, officials_managed_by, remove_photo, set_photo
from staff.roles import OFFICE_ROLES, Role
from staff.stored_pictures import picture_answer

PAGE_SIZE = 25


class PhotoForm(forms.Form):
    """Ảnh cán bộ."""

    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("JPEG or PNG, at most 3 MB; the face in the middle, as on a pass."),
        error_messages={"required": gettext_lazy("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )


@require_safe
def photo(request: HttpRequest, key: str) -> HttpResponse:
    """The picture; its address changes with it, so that it may be kept for good."""
    official = get_object_or_404(Official, photo=f"{PHOTO_FOLDER}{key}")
    return picture_answer(official.photo, cache="public, max-age=31536000, immutable")


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*OFFICE_ROLES)
def own_photo(request: HttpRequest) -> HttpResponse:
    """The own photo."""
    return _edit(request, request.user.official, "staff:own_photo")


@require_safe
@role_required(Role.MANAGER)
def photos_of_officials(request: HttpRequest) -> HttpResponse:
    """Who of the officials has a photo."""
    page = Paginator(officials_managed_by(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "staff/photos.html", {"page_obj": page})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(Role.MANAGER)
def photo_of_official(request: HttpRequest, pk: int) -> HttpResponse:
    """The photo of an official of the managed units."""
    return _edit(request, get_object_or_404(officials_managed_by(request.user), pk=pk), "staff:photos")


def _edit(request: HttpRequest, official: Official, back: str) -> HttpResponse:
    if request.method == "POST" and "remove" in request.POST:
        remove_photo(official=official, by=request.user)
        messages.success(request, _("The photo was taken away; the initials are shown."))
        return redirect(back)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_photo(official=official, given=_read(form), by=request.user)
        except PhotoFault as fault:
            form.add_error("photo", str(fault))
        else:
            messages.success(request, _("The photo is kept."))
            return redirect(back)
    context = {"form": form, "official": official, "is_own": back == "staff:own_photo"}
    return render(request, "staff/photo.html", context, status=422 if form.errors else 200)


def _read(form: PhotoForm) -> bytes:
    """One byte more than is accepted is enough to know that it is too much."""
    return form.cleaned_data["photo"].read(photos.MOST_BYTES + 1)
