"""The secretariat's list: what arrived, where it stands, who decided what."""
