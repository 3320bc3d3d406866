"""Scripts asked from a language model: what is asked, in which form, and how the answer becomes a script."""
