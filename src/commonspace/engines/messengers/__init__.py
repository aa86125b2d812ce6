"""Messaging services behind one small interface: is it genuine, what does it say, send, fetch."""
