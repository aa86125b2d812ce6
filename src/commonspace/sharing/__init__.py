"""Passing a call on: words, links, posters, files for those without a connection, invitations."""
