from commonspace.channels.story import services
from commonspace.kernel.background import background_task


@background_task()
def forget_waiting_files() -> None:
    """Delete filled files that were read and never sent."""
    services.forget_waiting_files()
