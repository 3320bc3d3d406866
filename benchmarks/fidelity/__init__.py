"""How faithful the sandbox is: everything it accepts and sends, judged by Discord's own description."""
