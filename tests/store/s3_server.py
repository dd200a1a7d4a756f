"""A small S3-compatible store for tests: objects in memory, create-only puts, multipart, lists; signed requests alone."""

import re
import threading
from datetime import UTC, datetime
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "records"


class S3Server:
    """Answers on loopback while the block lasts. `objects` by key; `seen` are method and path of every request."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.seen: list[tuple[str, str]] = []
        self.failing = False
        self.lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def environment(self) -> dict[str, str]:
        """What an operator sets."""
        return {
            "AWS_ENDPOINT": f"http://127.0.0.1:{self._server.server_port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "eu-west-2",
        }

    def __enter__(self) -> "S3Server":
        self._thread.start()
        return self

    def __exit__(self, _type: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(server: S3Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def error(self, status: int, code: str) -> None:
            self.answer(status, f"<Error><Code>{code}</Code></Error>".encode(), Content_Type="application/xml")

        def handle_any(self) -> None:
            parts = urlsplit(self.path)
            query = parse_qs(parts.query, keep_blank_values=True)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            server.seen.append((self.command, self.path))
            if "AWS4-HMAC-SHA256" not in self.headers.get("Authorization", ""):
                return self.error(403, "AccessDenied")
            if server.failing:
                return self.error(400, "InvalidRequest")
            bucket, _, key = unquote(parts.path).lstrip("/").partition("/")
            if bucket != BUCKET:
                return self.error(404, "NoSuchBucket")
            with server.lock:
                return self.act(key, query, body)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 (the names that http.server looks for)

        def act(self, key: str, query: dict[str, list[str]], body: bytes) -> None:
            match self.command:
                case "PUT" if "uploadId" in query:
                    server.parts[query["uploadId"][0]][int(query["partNumber"][0])] = body
                    self.answer(200, ETag=_etag(body))
                case "PUT" if self.headers.get("If-None-Match") == "*" and key in server.objects:
                    self.error(412, "PreconditionFailed")
                case "PUT":
                    server.objects[key] = body
                    self.answer(200, ETag=_etag(body))
                case "POST" if "uploads" in query:
                    name = f"upload-{len(server.parts)}"
                    server.parts[name] = {}
                    said = f"<InitiateMultipartUploadResult><UploadId>{name}</UploadId></InitiateMultipartUploadResult>"
                    self.answer(200, said.encode(), Content_Type="application/xml")
                case "POST" if "delete" in query:
                    keys = [found.decode() for found in re.findall(rb"<Key>([^<]*)</Key>", body)]
                    for one in keys:
                        server.objects.pop(one, None)
                    rows = "".join(f"<Deleted><Key>{one}</Key></Deleted>" for one in keys)
                    self.answer(200, f"<DeleteResult>{rows}</DeleteResult>".encode(), Content_Type="application/xml")
                case "POST":
                    held = server.parts.pop(query["uploadId"][0])
                    wanted = [int(n) for n in re.findall(rb"<PartNumber>(\d+)<", body)]
                    server.objects[key] = b"".join(held[number] for number in wanted)
                    etag = escape(_etag(server.objects[key]))
                    said = f"<CompleteMultipartUploadResult><ETag>{etag}</ETag></CompleteMultipartUploadResult>"
                    self.answer(200, said.encode(), Content_Type="application/xml")
                case "DELETE":
                    server.objects.pop(key, None)
                    self.answer(204)
                case _ if not key:
                    self.listed(query.get("prefix", [""])[0])
                case _ if key not in server.objects:
                    self.error(404, "NoSuchKey")
                case _:
                    self.got(server.objects[key])

        def got(self, data: bytes) -> None:
            found = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            headers = {"ETag": _etag(data), "Last_Modified": "Mon, 02 Mar 2026 09:00:00 GMT"}
            if found:
                first, last = int(found[1]), min(int(found[2]), len(data) - 1)
                headers["Content_Range"] = f"bytes {first}-{last}/{len(data)}"
                return self.answer(206, data[first : last + 1], **headers)
            return self.answer(200, data, **headers)

        def listed(self, prefix: str) -> None:
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            rows = "".join(
                f"<Contents><Key>{escape(key)}</Key><Size>{len(data)}</Size><LastModified>{at}</LastModified>"
                f"<ETag>{escape(_etag(data))}</ETag></Contents>"
                for key, data in sorted(server.objects.items())
                if key.startswith(prefix)
            )
            said = f"<ListBucketResult><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>"
            self.answer(200, said.encode(), Content_Type="application/xml")

    return Handler


def _etag(data: bytes) -> str:
    return f'"{md5(data, usedforsecurity=False).hexdigest()}"'
