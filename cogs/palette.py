"""Accent colours of messages: one for each kind, so that a channel can be read at a glance."""

from __future__ import annotations

ROOM = 0x7C3AED
BALLOT = 0x2563EB
DRAFT = 0xD97706
FILM = 0xDB2777
WORK = 0x0D9488
DONE = 0x16A34A
QUIET = 0x6B7280
TROUBLE = 0xDC2626
