"""What libraries bring to the settings of the office: only what the IT officer needs, in the portal's words."""

from __future__ import annotations

from typing import Any, cast

import allauth.mfa.admin
import allauth.socialaccount.admin  # noqa: F401  registers what is taken back below
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.forms import AdminPasswordChangeForm, SetUnusablePasswordMixin
from django.db import models
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from knox.admin import AuthTokenAdmin, AuthTokenCreateForm
from knox.models import AuthToken, get_expiry
from knox.settings import knox_settings

from . import audit
from .models import User

# Sign-in providers are set in the environment, and each person links and unlinks the own account. Access tokens
# and second factors hold secrets: who reads them acts as somebody else.
admin.site.unregister((SocialAccount, SocialApp, SocialToken, Authenticator, AuthToken))


def put_in_words(model: type[models.Model], one: Any, many: Any, **fields: Any) -> None:
    """Name a model of a library and its fields; migrations do not see it."""
    model._meta.verbose_name, model._meta.verbose_name_plural = one, many
    for name, words in fields.items():
        model._meta.get_field(name).verbose_name = words  # type: ignore[union-attr]


apps.get_app_config("knox").verbose_name = gettext_lazy("Access by programs")
put_in_words(
    AuthToken,
    gettext_lazy("API token"),
    gettext_lazy("API tokens"),
    token_key=gettext_lazy("first letters"),
    user=gettext_lazy("account"),
    created=gettext_lazy("created at"),
    expiry=gettext_lazy("valid until"),
)
put_in_words(
    Authenticator,
    gettext_lazy("second factor"),
    gettext_lazy("second factors"),
    user=gettext_lazy("account"),
    type=gettext_lazy("kind"),
    created_at=gettext_lazy("created at"),
    last_used_at=gettext_lazy("last used at"),
)


class PasswordForm(AdminPasswordChangeForm):
    """A new password for somebody; the library says in English alone what taking it away means."""

    usable_password_help_text = format_lazy(  # type: ignore[assignment]
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        gettext_lazy("If disabled, the present password is lost."),
    )


class RemovalRecorded:
    """What opens an account is not taken away without a line in the security log."""

    removed_as = ""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        audit.record(self.removed_as, actor=cast(User, request.user), target=obj.user.username, request=request)
        obj.delete()

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for row in queryset.select_related("user"):
            self.delete_model(request, row)


@admin.register(Authenticator)
class SecondFactorAdmin(RemovalRecorded, admin.ModelAdmin):
    """Removed for a person who has lost it; never read, and set up by its owner alone."""

    removed_as = "second_factor.removed"
    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    list_select_related = ("user",)
    search_fields = ("user__username", "user__full_name")
    fields = list_display

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AuthToken)
class TokenAdmin(RemovalRecorded, AuthTokenAdmin):
    """Given to a program and taken back; shown once, because only its hash is kept."""

    removed_as = "token.taken_back"
    list_display = ("token_key", "user", "created", "expiry")
    list_select_related = ("user",)
    search_fields = ("token_key", "user__username", "user__full_name")
    raw_id_fields = ()
    autocomplete_fields = ("user",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("user", "expiry") if obj is None else self.list_display

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"expiry": get_expiry(knox_settings.TOKEN_TTL)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: AuthToken, form: AuthTokenCreateForm, change: bool) -> None:
        """Show the token the one time it is known."""
        super(AuthTokenAdmin, self).save_model(request, obj, form, change)
        audit.record("token.given", actor=cast(User, request.user), target=obj.user.username, request=request)
        told = _("Write this token down now, it is not shown again: %(token)s") % {"token": form.token}
        messages.warning(request, told)
