"""How well we did: ratings by citizens."""

from .rating import Rating
from .vote import DeskVote

__all__ = ["DeskVote", "Rating"]
