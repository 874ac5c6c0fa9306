"""Preparing, running and checking the portal. Standard library only: it starts before anything is installed."""
