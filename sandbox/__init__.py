"""A guild on your own machine: Discord's REST, gateway and CDN on loopback, for any discord.py bot."""
