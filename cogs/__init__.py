"""Cogs: each receives the Discord events of one feature and hands them on."""
