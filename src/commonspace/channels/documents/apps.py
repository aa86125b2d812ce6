from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "commonspace.channels.documents"
    label = "channel_documents"
