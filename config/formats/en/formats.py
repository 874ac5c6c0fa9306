"""Dates of the Vietnamese printed papers with English numbers."""

from config.formats.vi.formats import *  # noqa: F403  (all but the two below)

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
