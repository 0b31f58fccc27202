"""Place names of a text, resolved to the gazetteer, and the gazetteer itself."""
