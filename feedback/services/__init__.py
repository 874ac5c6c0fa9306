"""Verbs of feedback: keyword-only, the moment explicit, one act each."""
