"""Commands of the funds room."""
