"""What this room announces; later rooms listen."""

from django.dispatch import Signal

contribution_received = Signal()
"""A contribution was stored for the first time. Sent inside the transaction with ``contribution``.

``has_files`` says whether files came with it, so that nobody need ask the database.
"""

contribution_changed = Signal()
"""A contributor replaced or withdrew their contribution. Sent with ``contribution``."""

contribution_read = Signal()
"""What can be read of a contribution's files was read. Sent with ``contribution``, after the commit."""
