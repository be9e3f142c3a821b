"""How curricula are read, packed, timed, built upon and carried elsewhere."""
