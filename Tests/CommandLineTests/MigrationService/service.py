"""A small service around a store: maintenance mode, background jobs, notices, health.

service.py LOG PORT_FILE: answers on a free port of this machine, which it writes into PORT_FILE; notes every request in LOG;
ends when its input does.
"""
import http.server
import json
import os
import sys
import threading

state = {"maintenance": False, "jobs": True}


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def note(self, body):
        with open(sys.argv[1], "a") as log:
            log.write(f"{self.command} {self.path} {json.dumps(body, sort_keys=True)}\n")

    def body(self):
        return json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")

    def do_GET(self):
        self.note({})
        self.answer(200 if self.path == "/health" else 404, state)

    def do_PUT(self):
        body = self.body()
        self.note(body)
        if self.path == "/maintenance":
            state["maintenance"] = body["enabled"]
        elif self.path == "/jobs":
            state["jobs"] = body["running"]
        else:
            return self.answer(404, {})
        self.answer(200, state)

    def do_POST(self):
        self.note(self.body())
        self.answer(200 if self.path == "/notices" else 404, {})

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(sys.argv[2] + ".new", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(sys.argv[2] + ".new", sys.argv[2])
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.buffer.read()
