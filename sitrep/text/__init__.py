"""Reading quantities from words."""
