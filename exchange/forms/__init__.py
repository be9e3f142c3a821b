"""What people type in the exchange."""
