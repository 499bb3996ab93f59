"""How fast `sitrep` is beside its peers, as ratios of one run: `python -m bench`."""
