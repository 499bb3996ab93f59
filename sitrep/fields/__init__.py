"""Declarations of fields: kinds, roles and codes, and the one form of text and numbers."""
