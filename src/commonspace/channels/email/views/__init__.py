"""Pages of mails: for staff, for senders, for the services that hand mails on."""
