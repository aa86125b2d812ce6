import socket

import pytest
from django.core.management import CommandError, call_command

from commonspace.cli.management.commands.serve import is_free


def test_a_port_that_is_taken_is_said_before_anything_starts():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        assert is_free("127.0.0.1", port) is False
        with pytest.raises(CommandError, match="Something else answers"):
            call_command("serve", port=port)


def test_a_free_port_is_free():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]

    assert is_free("127.0.0.1", port) is True
