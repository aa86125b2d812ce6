"""Pages of the discussion: for the public, for the holder of a receipt, and for staff."""
