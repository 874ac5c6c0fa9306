"""Figures about dossiers (số liệu): functions that return frozen dataclasses, one aggregate query each."""
