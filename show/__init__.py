"""The language everyone speaks: series, scripts, ballots, credits and orders, without I/O."""
