"""Funds: areas, the record of each fund, its level, and who may act for it."""
