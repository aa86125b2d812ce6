"""What every other package may rely on: the root error, ids, localised texts, audiences, tasks."""
