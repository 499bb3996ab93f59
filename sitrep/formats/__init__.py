"""The formats that others read and write: one module or folder each."""
