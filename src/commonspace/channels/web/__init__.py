"""The web form: answer a call on a page, keep a code, come back with it."""
