from django.urls import path

from commonspace.channels.sheets import views

staff_urlpatterns = [
    path("sheets/", views.sheets, name="sheets"),
    path("sheets/<int:pk>/", views.sheet, name="sheet"),
    path("sheets/<int:pk>/stop/", views.stop, name="sheet-stop"),
    path("sheets/<int:pk>/go-on/", views.continued, name="sheet-go-on"),
    path("sheets/<int:pk>/changed/", views.changed, name="sheet-changed"),
    path("sheets/<int:pk>/rows.csv", views.rows_list, name="sheet-rows"),
    path("sheets/<int:pk>/receipts.csv", views.receipts, name="sheet-receipts"),
]
