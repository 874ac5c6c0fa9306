from django.conf import settings
from django.db import models


class IdempotencyKey(models.Model):
    """Khóa chống gửi trùng: one key of one person makes one dossier, however often the request is sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    # The dossier's reference rather than its id: it is known before the dossier is, so one statement is enough.
    reference = models.CharField(max_length=14)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key
