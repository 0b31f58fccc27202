"""Document -> Claims: counts, dates, places, actors, speakers and stance, each with the words it rests on."""
