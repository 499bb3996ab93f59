"""What is derived from a report: the picture, totals and changes."""
