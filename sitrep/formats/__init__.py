"""The formats of others, written and read: one module or folder each."""
