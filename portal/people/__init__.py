"""People: who somebody is, with or without an account."""
