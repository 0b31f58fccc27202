"""Claims to incidents: which documents copy which, which claims speak of the same event, how far it is confirmed."""
