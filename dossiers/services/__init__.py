"""Verbs on dossiers: keyword-only, the person and the moment explicit, one act each."""
