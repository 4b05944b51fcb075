"""A proxy before a real server, at which links break as they do between machines.

proxy.py PORT TARGET_PORT LOG PLAN: the plan is re-read when it changes. Its lines are COUNT FAULT, where COUNT is
the number of a writing request (a GET and what begins a session are none), or *N for every N-th. Faults:

lost-request    the request never reaches the server
lost-answer     the server does its work, the answer is lost
cut             half of the answer arrives, then the link is cut
429:SECONDS     busy, with Retry-After
503             a page of HTML
slow:SECONDS    the request waits before it goes on

LOG gets a line for each writing request: number, method, path, fault or status.
"""
import http.client
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, target, log_path, plan_path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
lock = threading.Lock()
log = open(log_path, "a", buffering=1)
count = 0


def fault_of(number):
    try:
        lines = [line.split() for line in open(plan_path)]
    except FileNotFoundError:
        return None
    for when, fault in (line for line in lines if len(line) == 2):
        if when.startswith("*"):
            if number % int(when[1:]) == 0:
                return fault
        elif number == int(when):
            return fault
    return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, *arguments):
        pass

    def drop(self):
        self.close_connection = True
        self.connection.close()

    def answer(self, status, headers, body, sent=None):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body if sent is None else body[:sent])

    def handle_request(self):
        global count
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        fault, number = None, None
        if self.command != "GET" and "/session/" not in self.path:
            with lock:
                count += 1
                number = count
            fault = fault_of(number)
        result = self.forward(body, fault)
        if number is not None:
            with lock:
                log.write(f"{number} {self.command} {self.path} {fault or '-'} {result}\n")

    def forward(self, body, fault):
        kind, _, detail = (fault or "").partition(":")
        if kind == "lost-request":
            self.drop()
            return 0
        if kind == "429":
            text = b'{"detail": "Request was throttled."}'
            self.answer(429, [("Retry-After", detail), ("Content-Type", "application/json")], text)
            return 429
        if kind == "503":
            text = b"<h1>System is undergoing maintenance. Please check back in 2 hours.</h1>"
            self.answer(503, [("Content-Type", "text/html")], text)
            return 503
        if kind == "slow":
            time.sleep(float(detail))
        connection = http.client.HTTPConnection("127.0.0.1", target, timeout=120)
        try:
            skipped = ("connection", "host")
            headers = {k: v for k, v in self.headers.items() if k.lower() not in skipped}
            headers["Host"] = f"127.0.0.1:{target}"
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException):
            self.drop()
            return 0
        finally:
            connection.close()
        if kind == "lost-answer":
            self.drop()
            return answer.status
        skipped = ("connection", "transfer-encoding", "content-length", "keep-alive")
        headers = [(k, v) for k, v in answer.getheaders() if k.lower() not in skipped]
        # Addresses in answers lead through the proxy too.
        here, there = f"127.0.0.1:{port}".encode(), f"127.0.0.1:{target}".encode()
        content = content.replace(there, here)
        if kind == "cut" and len(content) > 1:
            self.answer(answer.status, headers, content, len(content) // 2)
            self.drop()
            return answer.status
        try:
            if answer.status == 204:
                self.send_response_only(204)
                for name, value in headers:
                    self.send_header(name, value)
                self.end_headers()
            else:
                self.answer(answer.status, headers, content)
        except OSError:
            self.drop()
        return answer.status

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_request


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, address):
        pass


# Whoever started it may be killed: then nobody needs it.
def watch(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()
Server(("127.0.0.1", port), Handler).serve_forever()
