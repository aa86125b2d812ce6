"""What the report says, each thing resting on statements; and the ledger of what became of every contribution."""
