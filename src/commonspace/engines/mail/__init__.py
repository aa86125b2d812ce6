"""Electronic mail: reading what a stranger wrote in a confined process, and fetching it by IMAP.

``message`` and what it stands on run inside ``commonspace.engines.sandbox``; ``reader`` is their
outside. Nothing here knows of contributions.
"""
