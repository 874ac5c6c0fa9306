"""Forms of the dossiers app, by audience."""
