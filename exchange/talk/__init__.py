"""What people write in topics, and what readers see of it."""
