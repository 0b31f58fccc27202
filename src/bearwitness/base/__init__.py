"""Records and values, identifiers, errors and settings that every stage shares; imports nothing of ours."""
