"""A public discussion under the questions of a call: open or closed, and moderated."""
