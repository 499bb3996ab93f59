"""Quantities and numbers read from words, in four languages."""
