"""What a document says about one count: where, when, by whom, over what, by whose word; and what it tells twice."""
