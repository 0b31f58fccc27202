"""Date expressions of a text, resolved to intervals."""
