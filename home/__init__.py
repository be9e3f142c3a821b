"""Home: gathers what every other room holds: front page, search, directory, my page."""
