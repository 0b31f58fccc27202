"""Who is said to state what: cues, speakers, quotations, and the stretches they cover."""
