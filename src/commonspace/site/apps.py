from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "commonspace.site"
    label = "commonspace_site"
