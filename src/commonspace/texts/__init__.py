"""From bytes to text: extraction, recognition, language. Each derived text names its run."""
