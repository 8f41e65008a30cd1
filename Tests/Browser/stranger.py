"""Websites of somebody else, over HTTPS on loopback, under whatever names a test calls them by."""

import http.server
import pathlib
import ssl
import threading

ATTACKS = pathlib.Path(__file__).parent / "website" / "attacks.js"
PAGE = b"<!doctype html><meta charset=utf-8><title>Stranger</title><h1>Stranger</h1><script src=/attacks.js></script>"
# Pages that send the browser on by themselves, as the click counters of mails do.
SENDS_ON = {
    "/script": "<!doctype html><script>location.href = 'URL'</script>",
    "/refresh": "<!doctype html><meta http-equiv=refresh content='0; url=URL'>",
}


class Stranger:
    """Serves one page with every attack in a script; `/onwards?URL` sends whoever comes on to URL, post and all."""

    def __init__(self, house):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path, _, onwards = self.path.partition("?")
                if path == "/onwards":
                    return self._answer(307, "text/html", b"", onwards)
                if path in SENDS_ON:
                    return self._answer(200, "text/html", SENDS_ON[path].replace("URL", onwards).encode())
                if path == "/attacks.js":
                    return self._answer(200, "text/javascript", ATTACKS.read_bytes())
                return self._answer(200, "text/html", PAGE)

            def do_POST(self):
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.do_GET()

            def _answer(self, status, kind, body, onwards=None):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if onwards:
                    self.send_header("Location", onwards)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificates = house.directory / "certificates"
        context.load_cert_chain(certificates / "localhost.pem", certificates / "localhost.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def at(self, name: str) -> str:
        """The origin under a name."""
        return f"https://{name}:{self.port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
