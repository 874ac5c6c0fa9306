"""How well we did: ratings by citizens."""

from .rating import Rating

__all__ = ["Rating"]
