"""Writing mails down, reading them, deciding on those set aside, answering with a receipt."""
