"""Rows that belong to a published version and are written once."""

from __future__ import annotations

from typing import Any

from django.db import models

from procedures.errors import PublishedVersionIsFixed


class WrittenOnce(models.Model):
    """A row of a published version: it can be added with its version, never changed or taken away."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new row; raise ``PublishedVersionIsFixed`` for one that is already stored."""
        if not self._state.adding:
            raise PublishedVersionIsFixed([str(self._meta.verbose_name)])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: raise ``PublishedVersionIsFixed``."""
        raise PublishedVersionIsFixed([str(self._meta.verbose_name)])
