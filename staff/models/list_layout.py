from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ListLayout(models.Model):
    """Cột hiển thị của danh sách: which columns a person wants to see in one list of the office."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="list_layouts")
    list_name = models.CharField(_("list"), max_length=20)
    columns = models.JSONField(_("columns"), default=list)

    class Meta:
        verbose_name = _("layout of a list")
        verbose_name_plural = _("layouts of lists")
        constraints = [models.UniqueConstraint(fields=["user", "list_name"], name="list_layout_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.list_name}"
