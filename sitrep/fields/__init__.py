"""How a class declares its fields, and the one form of what they hold."""
