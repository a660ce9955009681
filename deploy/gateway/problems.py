"""Everything that can go wrong over HTTP: `application/problem+json` with a code and a sentence in both languages."""

from http import HTTPStatus
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException, ValidationException
from msgspec import structs
from sqlalchemy.exc import TimeoutError as PoolTimeout

from deploy.receivers import ReceiverError
from deploy.sources import SourceError
from shared.errors import Message, TryLater
from shared.invalid import in_words
from shared.record import encode
from shared.store import AmbiguousError, NotFoundError, StoreError
from workers.gateway.cursor import CursorError
from workers.gateway.resources import Problem

_log = structlog.get_logger()
_RETRY = "5"  # seconds

# code: (status, Chinese, English). Placeholders are filled by the raiser.
PROBLEMS: dict[str, tuple[HTTPStatus, str, str]] = {
    "no-key": (
        HTTPStatus.UNAUTHORIZED,
        "需要 API 密钥：Authorization: Bearer …",
        "an API key is needed: Authorization: Bearer …",
    ),
    "wrong-key": (HTTPStatus.UNAUTHORIZED, "API 密钥无效或已吊销", "the API key is unknown or was revoked"),
    "scope": (
        HTTPStatus.FORBIDDEN,
        "该 API 密钥没有 {scope} 权限",
        "the API key does not have the scope {scope}",
    ),
    "not-found": (HTTPStatus.NOT_FOUND, "没有这个资源：{path}", "there is no {path}"),
    "method": (HTTPStatus.METHOD_NOT_ALLOWED, "{path} 不接受 {method}", "{path} takes no {method}"),
    "no-record": (
        HTTPStatus.NOT_FOUND,
        "文件 {document} 还没有结果（{state}）",
        "document {document} has no record yet ({state})",
    ),
    "no-picture": (
        HTTPStatus.NOT_FOUND,
        "文件 {document} 没有第 {page} 页的图像：{detail}",
        "document {document} has no picture of page {page}: {detail}",
    ),
    "bad-cursor": (HTTPStatus.UNPROCESSABLE_ENTITY, "游标无效：{cursor}", "not a cursor of this list: {cursor}"),
    "bad-request": (HTTPStatus.BAD_REQUEST, "请求有误：{detail}", "bad request: {detail}"),
    "bad-upload": (
        HTTPStatus.BAD_REQUEST,
        "上传内容不完整或有误：{detail}",
        "the upload is cut off or wrong: {detail}",
    ),
    "too-large": (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "上传超过上限 {limit} 字节；请分几批提交",
        "the upload is larger than {limit} bytes: submit it in several batches",
    ),
    "too-many-files": (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "上传的文件超过 {limit} 个；请打成压缩包，或分几批提交",
        "more than {limit} files in one upload: pack them into an archive, or submit several batches",
    ),
    "media-type": (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "不接受 {type}；请用 {accepted}",
        "{type} is not accepted: send one of {accepted}",
    ),
    "nothing": (HTTPStatus.UNPROCESSABLE_ENTITY, "上传中没有文件", "there is no document in the upload"),
    "manifest": (HTTPStatus.UNPROCESSABLE_ENTITY, "{zh}", "{en}"),
    "manifest-path": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "清单{zh}：{path} 不在本次上传之内",
        "manifest, {en}: {path} is not inside this upload",
    ),
    "idempotency": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "这个 Idempotency-Key 已用于内容不同的提交（批次 {batch}）",
        "this Idempotency-Key was used for another submission (batch {batch})",
    ),
    "form": (
        HTTPStatus.FORBIDDEN,
        "页面已过期，请返回、刷新后再试",
        "the page is out of date: go back, reload it and try again",
    ),
    "offset": (
        HTTPStatus.CONFLICT,
        "上传应从第 {offset} 字节继续",
        "the upload goes on at byte {offset}",
    ),
    "upload-busy": (HTTPStatus.CONFLICT, "另一个请求正在写入这次上传", "another request is adding to this upload"),
    "upload-unfinished": (
        HTTPStatus.CONFLICT,
        "上传未完成：{size} 字节中收到 {offset}",
        "the upload is not complete: {offset} bytes of {size} have arrived",
    ),
    "waiver": (HTTPStatus.UNPROCESSABLE_ENTITY, "{zh}", "{en}"),
    "endpoint": (HTTPStatus.UNPROCESSABLE_ENTITY, "{zh}", "{en}"),
    "conflict": (HTTPStatus.CONFLICT, "{detail}", "{detail}"),
    "unavailable": (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "暂时无法处理，请稍后再试：{detail}",
        "not possible for now, try again later: {detail}",
    ),
    "bug": (HTTPStatus.INTERNAL_SERVER_ERROR, "程序内部出错", "this is a bug of the gateway"),
}


class ProblemError(Exception):
    """A request that cannot be carried out. `code` is a key of `PROBLEMS`; the rest fills its sentence.

    What is `said` stands in the place of that sentence.
    """

    def __init__(self, code: str, said: Message | None = None, **details: object) -> None:
        self.status, zh, en = PROBLEMS[code]
        self.code = code
        self.message = said or Message(zh, en).filled(details)
        super().__init__(f"{code}: {self.message.en}")


def handle(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Answer a request that failed, whatever failed it."""
    problem = understand(request, error)
    headers = {"content-language": "en", "cache-control": "no-store"}
    if problem.status == HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = 'Bearer realm="nianbao"'
    if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = _RETRY
    if isinstance(error, HTTPException):
        headers |= error.headers or {}  # such as Allow
    return Response(encode(problem), status_code=problem.status, media_type="application/problem+json", headers=headers)


def understand(request: Request[Any, Any, Any], error: Exception) -> Problem:
    """Return what went wrong with a request; what is our own mistake is logged."""
    problem = _problem(error, request)
    if problem.code == "bug":
        _log.error("request.failed", method=request.method, path=request.url.path, exc_info=error)
    return problem


def _problem(error: Exception, request: Request[Any, Any, Any]) -> Problem:
    known = _known(error, request)
    if known is not None:
        status, code, message = known.status, known.code, known.message
    elif isinstance(error, HTTPException) and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        status, code = HTTPStatus(error.status_code), "bad-request"
        message = ProblemError(code, detail=_wrong(error)).message
    else:
        bug = ProblemError("bug")
        status, code, message = bug.status, bug.code, bug.message
    return Problem(
        type=f"/docs#problem-{code}", title=status.phrase, status=status, detail=message.en, code=code, message=message
    )


def _wrong(error: HTTPException) -> Message:
    """Return what is wrong with a request that Litestar refused: of every value, or of the whole."""
    told = error.extra if isinstance(error, ValidationException) and isinstance(error.extra, list) else []
    wrong = [in_words(each["message"], each["key"].removeprefix("data")) for each in told if isinstance(each, dict)]
    if not wrong:
        return in_words(error.detail)
    return Message("；".join(each.zh for each in wrong), "; ".join(each.en for each in wrong))


def _known(error: Exception, request: Request[Any, Any, Any]) -> ProblemError | None:  # noqa: C901, PLR0911 - a table
    match error:
        case ProblemError():
            return error
        case NotFoundError(args=[Message() as why]) | AmbiguousError(args=[Message() as why]):
            return ProblemError("not-found", why)
        case NotFoundException():
            return ProblemError("not-found", path=request.url.path)
        case MethodNotAllowedException():
            return ProblemError("method", path=request.url.path, method=request.method)
        case StoreError():
            return ProblemError("conflict", detail=str(error))
        case CursorError():
            return ProblemError("bad-cursor", cursor=str(error))
        case ReceiverError():
            return ProblemError("endpoint", **structs.asdict(error.message))
        case SourceError():
            return ProblemError("manifest", **structs.asdict(error.message))
        case TryLater(args=[Message() as why]):
            return ProblemError("unavailable", detail=why)
        case RecursionError():
            return ProblemError("bad-request", detail=Message("JSON 嵌套太深", "the JSON is nested too deeply"))
        case TryLater() | PoolTimeout() | OSError():
            return ProblemError("unavailable", detail=type(error).__name__)
        case _:
            return None
