"""Privacy: what is kept about a member, and having it forgotten."""
