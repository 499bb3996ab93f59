"""The values that records are made of."""
