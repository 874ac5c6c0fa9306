from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from .older_database import check_no_database_is_half_way


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = _("The office")

    def ready(self) -> None:
        register(check_no_database_is_half_way, Tags.database)
