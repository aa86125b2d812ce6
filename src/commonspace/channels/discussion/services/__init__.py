"""Writing in the discussion: saying something, moderating, opening and closing."""
