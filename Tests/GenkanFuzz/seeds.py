"""What scripts/fuzz begins with: real bodies, heads and files, one folder a target, into the folder that is named."""

import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).parents[2]
TEXTS = {
    "json": ['{"name":"玄関","privacy":true,"topics":["a","b"],"none":null,"n":1.5e3,"s":"\\u3042\\n"}'],
    "urlencoded": ["_charset_=Shift_JIS&name=%8ER%93c&a+b=%", "name=%E5%B1%B1&email=a%40b"],
    "header": [
        'multipart/form-data; charset="utf-8"; boundary=----x',
        "text/html;q=0.9, application/json; q=1.0, */*",
        'Content-Disposition: form-data; name="a%22"; filename="C:\\x.pdf"\r\nContent-Type: text/plain\r\n\r\n',
    ],
    "receipt": [
        '{"code":"K7HM-4RTX-9CPA","envelope":"' + "00" * 32
        + '","form":"contact","received":"2026-11-30T08:00:25.123Z"}',
        "K7HM-4RTX-9CPA", "eyJhbGciOiJFZERTQSJ9.e30.AA",
    ],
    "altcha": ['{"challenge":{"parameters":{"algorithm":"PBKDF2/SHA-256","cost":1},"signature":""},"solution":{}}'],
    "reply": ["250-mail.example.jp\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n", "550 5.1.1 no such user\r\n354\r\n"],
    "address": ["10.0.0.2, 203.0.113.5,\t10.0.0.3", "2001:db8::/32", "https://www.example.jp:8443", "192.0.2.7", "::ffff:192.0.2.7", "vera@example.jp"],
}


def of(items: list[str]) -> bytes:
    return b"".join(bytes.fromhex(one[4:]) if one.startswith("hex:") else one.encode() for one in items)


def main(folder: pathlib.Path) -> None:
    seeds = {name: [text.encode() for text in texts] for name, texts in TEXTS.items()}
    cases = json.loads((ROOT / "Tests/GenkanTests/Submissions/Multipart/cases.json").read_text())
    # The first byte says how the body is cut.
    seeds["multipart"] = [b"\3" + of(case["body"]).replace(case["boundary"].encode(), b"x") for case in cases]
    seeds["form"] = [file.read_bytes() for file in (ROOT / "config/forms").glob("*.yaml")]
    seeds["encoding"] = ["山田①ｱ".encode(name, "ignore") for name in ("utf-8", "cp932", "euc_jp")]
    said = {"success": True, "challenge_ts": "1970-01-01T00:00:01Z", "hostname": "forms.example.jp", "score": 0.9,
            "action": "a" * 32}
    friendly = {"success": True, "data": {"challenge": {"timestamp": 1, "origin": "forms.example.jp"}}}
    codes = {"success": False, "error-codes": ["timeout-or-duplicate"]}
    # The first byte says which provider answers.
    seeds["captcha"] = [
        bytes([number]) + json.dumps(friendly if number == 4 else one).encode()
        for number in range(5) for one in (said, codes)
    ]
    seeds["passkey"] = [bytes.fromhex("a363666d74646e6f6e656761747453746d74a06861757468446174614101")]
    # The first byte says how the file is cut and how often it is repeated.
    seeds["file"] = [
        b"pdf 48213 " + b"9f" * 32 + " 見積書.pdf".encode(), b"stream: OK", b"stream: Eicar-Test FOUND",
        b"\xff" + bytes(range(256)) * 60,
    ]
    seeds["token"] = [
        b"ARAREhMUFRYXGBkaGxwdHh8AAAAAawQqwOHFhugry6GZoDqsPc_N7qC7EI5DpvwhMEDWLXGLdxI4",
        b"fr-CH, fr;q=0.9, ja;q=0.8, *;q=0.5", b"b3f0d7c2-a4e9-4f6c-8d1e-5a7b9c0d2e4f",
    ]
    for name, ones in seeds.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number, one in enumerate(ones):
            (folder / name / f"{number:03}").write_bytes(one)


main(pathlib.Path(sys.argv[1]))
