"""Drafts: reading, editing, retaking, approving."""
