"""Exchange: the forum of the funds and the pairing of strong with weak or new ones."""
