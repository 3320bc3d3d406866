"""The what-if vault: what lost the vote."""
