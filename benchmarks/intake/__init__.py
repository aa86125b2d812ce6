"""What the ways in can take: how fast, how much at once, and that nothing is lost."""
