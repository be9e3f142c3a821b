"""How a curriculum goes from one installation of the portal to another, as one file."""
