"""Recording, uploading in pieces, listening and writing down."""
