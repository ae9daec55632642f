"""How each tool is reached, and why it is not."""
