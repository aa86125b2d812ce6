"""The pages on which people make evidence of what contributors wrote."""
