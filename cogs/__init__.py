"""Discord features, one folder each: a cog receives events, views draw messages."""
