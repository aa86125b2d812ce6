"""The web server as ``commonspace serve`` starts it: it ends when that does."""

from granian.cli import entrypoint

from commonspace.cli.together import ends_with_parent

if __name__ == "__main__":
    ends_with_parent()
    entrypoint()  # type: ignore[no-untyped-call]  # a script of theirs
