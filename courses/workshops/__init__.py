"""How workshops are made, changed, shown in calendars and told about."""
