"""Taking recordings in piece by piece, sending them to the door, writing them down."""
