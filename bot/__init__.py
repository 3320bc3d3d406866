"""The composition root: settings, the Discord client, the command line."""
