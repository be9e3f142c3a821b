"""How strong funds are paired with weak and new ones."""
