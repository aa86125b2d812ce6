"""What arrived, exactly as it arrived."""
