from django.urls import path

from commonspace.channels.web.views import answer, drafts, receipt, removal, signing

public_urlpatterns = [
    path("c/<slug:code>/answer/", answer.answer, name="answer"),
    path("draft/", drafts.draft, name="draft"),
    path("draft/forget/", drafts.forget_draft, name="draft-forget"),
    path("receipt/", receipt.enter_code, name="receipt"),
    path("receipt/close/", receipt.close, name="close-receipt"),
    path("receipt/contribution/", receipt.my_contribution, name="my-contribution"),
    path("receipt/contribution/change/", receipt.change, name="change-contribution"),
    path("receipt/contribution/agree/", receipt.agree, name="agree-contribution"),
    path("receipt/contribution/withdraw/", receipt.take_back, name="withdraw-contribution"),
    path("receipt/contribution/removal/", removal.ask, name="ask-for-removal"),
    path("receipt/contribution/removal/take-back/", removal.take_back, name="removal-take-back"),
    path("receipt/contribution/signatories/", signing.signatories, name="signatories"),
    path(
        "receipt/contribution/signatories/<int:pk>/strike/",
        signing.strike_one,
        name="signatory-strike",
    ),
    path("sign/<str:token>/", signing.sign_text, name="sign"),
    path("receipt/contribution/documents/<int:number>/", receipt.my_document, name="my-document"),
]
