from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "commonspace.channels.messaging"
    label = "channel_messaging"
