"""From plain records to candidate evidence: no Django, no network, same input same output."""
