"""What is done: deeds of force, of words and of dealings, found in the parse."""
