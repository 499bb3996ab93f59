"""HXL 1.1: rows with hashtags, as CSV, JSON arrays or JSON objects."""
