"""Messages on WhatsApp, Telegram and Facebook and by SMS, as a short conversation."""
