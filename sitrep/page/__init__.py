"""The page that people read: what stands on it and in which words, whatever it is then written as."""
