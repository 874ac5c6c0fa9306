"""The demo office: invented people and dossiers in real units, with real procedures and the real promise."""
