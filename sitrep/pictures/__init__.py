"""Views derived from a report: the picture with its policies, totals and changes."""
