"""A website that is not the house: another origin, serving pages that embed the house's form."""

import http.server
import pathlib
import threading

PAGES = pathlib.Path(__file__).parent / "website"
README = pathlib.Path(__file__).resolve().parents[2] / "README.md"


def readme_example() -> str:
    """The form that the README tells a site owner to paste, as a page."""
    example = README.read_text().split("```html\n")[1].split("```")[0]
    assert len(example.splitlines()) == 5
    return "<!doctype html><html lang=ja><meta charset=utf-8><title>README</title>" + example.replace(
        "https://forms.example.jp", "https://HOUSE"
    )


class Website:
    """Serves `website/*.html` with the house's address filled in, over HTTP on loopback."""

    def __init__(self):
        self.house = ""
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.split("?")[0].removeprefix("/")
                page = PAGES / name
                if name == "readme.html":
                    text = readme_example()
                elif page.parent == PAGES and page.is_file():
                    text = page.read_text()
                else:
                    self.send_error(404)
                    return
                body = text.replace("https://HOUSE", outer.house).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        """The origin that the forms allow."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def strange_origin(self) -> str:
        """The same pages under a name that no form allows."""
        return f"http://localhost:{self.port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
