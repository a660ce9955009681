"""The pages."""

from litestar import Router

from deploy.gateway.console import delivery, login, look, reports, season, work
from deploy.gateway.console.page import NoSessionError, error_page, to_login

router = Router(
    "/",
    route_handlers=[
        *login.HANDLERS,
        *work.HANDLERS,
        *look.HANDLERS,
        *season.HANDLERS,
        *reports.HANDLERS,
        *delivery.HANDLERS,
    ],
    exception_handlers={NoSessionError: to_login, Exception: error_page},
    include_in_schema=False,
)
