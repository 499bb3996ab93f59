"""The browser edition: the library in one HTML file, for those who may install nothing.

`python -m sitrep.browser -o sitrep.html` makes it. It runs in WebAssembly from a double click, offline, and nothing
leaves the machine: its policy lets the page load and send nothing.
"""
