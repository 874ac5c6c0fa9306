"""The procedures app: what may be asked of the office (danh mục thủ tục hành chính)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProceduresConfig(AppConfig):
    """Catalogue of administrative procedures, their versions, papers, fees and time limits."""

    name = "procedures"
    verbose_name = _("Procedures")
