"""The pages on which the report's contents are written, accounted for and proposed."""
