"""EDXL-SitRep 1.0: field observations and summaries of casualties, as XML."""
