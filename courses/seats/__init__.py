"""Who may have a seat: the rule, what it reads, what must never be true of it."""
