"""Keeping order: reports, decisions on them, sanctions, limits, warnings and the staff log."""
