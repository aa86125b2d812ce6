"""The telephone: people ask for a call, staff write down what was said and read it back."""
