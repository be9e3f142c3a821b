"""Every way in and out of a workshop, and who is told."""
