"""The values in records: figures, periods, places, P-codes, sources and countries."""
