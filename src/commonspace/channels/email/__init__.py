"""Email: whatever is sent to the address of a call is kept, read, answered with a receipt."""
