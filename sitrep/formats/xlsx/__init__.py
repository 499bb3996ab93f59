"""Excel workbooks to read, correct and read back."""
