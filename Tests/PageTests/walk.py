"""Walks through the pages of `registrar serve` in a browser: a clerk hands in, an approver executes and
undoes, in English, French and Spanish; see `run`.

Usage: walk.py CHROMIUM BINARY FOLDER. The folder gets a picture of each page.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "Templates/exam-platform/examples"
PASSWORD = "correct horse battery"
ROLES = ["clerk", "approver", "operator", "auditor"]

failures = []


def check(holds, what):
    """Notes what does not hold."""
    print(("ok      " if holds else "FAILED  ") + what, flush=True)
    if not holds:
        failures.append(what)


class Server:
    """A server of its own store, with an account for each role."""

    def __init__(self, binary, folder):
        self.environment = dict(
            os.environ, REGISTRAR_NOW="2026-11-20T12:00:00Z",
            REGISTRAR_SCHEMAS=str(ROOT / "Schemas"), DATABASE_URL=f"sqlite:{folder}/records.sqlite",
        )
        for role in ROLES:
            self.run(binary, "account", "add", role, text=PASSWORD + "\n")
            self.run(binary, "account", "role", role, role, "--package", "exam-platform")
        self.process = subprocess.Popen(
            [binary, "serve", "--port", "0", "--package", "exam-platform",
             "--folder", f"{folder}/uploads", "--language", "en"],
            env=self.environment, stderr=subprocess.PIPE, text=True,
        )
        self.address = None
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            if found:
                self.address = found.group()
                break
        if not self.address:
            sys.exit("walk: the server did not start")

    def run(self, *words, text=None):
        done = subprocess.run(
            words, env=self.environment, input=text, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"walk: {' '.join(words[1:])}: {done.stderr}")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        check(self.process.wait(timeout=30) == 0, "the server ends in order")


class Walk:
    """One person at a browser."""

    def __init__(self, driver, chromium, server, language, folder, width=1200, scheme="light",
                 script=True):
        self.browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language,
            java_script_enabled=script, accept_downloads=True)
        self.page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.troubles = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on(
            "console",
            lambda text: self.troubles.append(text.text) if text.type == "error" else None)
        self.server, self.language, self.folder = server, language, folder
        self.script, self.width, self.scheme = script, width, scheme

    def open(self, path):
        self.page.goto(self.server.address + path)

    def log_in(self, role):
        self.open("/login")
        self.look("login")
        self.page.fill("#name", role)
        self.page.fill("#password", PASSWORD)
        self.page.click("main button")
        check(self.page.url.endswith("/submissions"), f"{self.language}: {role} logs in")

    def look(self, name):
        """Takes a picture of the page, and looks for what is wrong with it."""
        kind = f"{self.width}{'-dark' if self.scheme == 'dark' else ''}"
        self.page.screenshot(
            path=f"{self.folder}/{self.language}-{kind}-{name}.png", full_page=True)
        if not self.script:
            return
        where = f"{self.language}, {kind}, {name}"
        found = Axe().run(self.page).response["violations"]
        found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
        check(not found, f"{where}: axe finds nothing {found or ''}")
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        check(wide <= 0, f"{where}: nothing stands out")
        check(
            self.page.evaluate("document.documentElement.lang") == self.language, f"{where}: lang")
        check(not self.troubles, f"{where}: no trouble in the console {self.troubles[:2] or ''}")

    def upload(self, files):
        self.page.set_input_files("#files", [str(file) for file in files])
        self.page.click(".upload button.main")
        self.settle()
        return self.page.url.split("/")[-1]

    def settle(self):
        """Waits until nothing waits on the page."""
        for _ in range(600):
            try:
                self.page.wait_for_load_state()
                if not self.page.query_selector(".notice.busy"):
                    return
            except Error:
                # The page is being loaded anew.
                pass
            self.page.wait_for_timeout(200)
            if not self.script:
                self.page.reload()
        sys.exit("walk: it takes more than two minutes")

    def press(self, step):
        self.page.click(f"form[action$='/{step}'] button")
        self.settle()

    def end(self):
        self.browser.close()


def inputs(name):
    files = sorted((EXAMPLES / name).iterdir())
    return [file for file in files if file.suffix in (".csv", ".xlsx")]


def walk(driver, chromium, server, language, folder):
    clerk = Walk(driver, chromium, server, language, folder)
    clerk.log_in("clerk")
    clerk.look("submissions-empty")
    clerk.open("/templates")
    clerk.look("templates")
    with clerk.page.expect_download() as download:
        clerk.page.click(".cards .links a >> nth=0")
    check(download.value.suggested_filename.endswith(".xlsx"), f"{language}: a template comes")
    clerk.open("/submissions")
    faulty = clerk.upload(inputs("faulty"))
    clerk.look("faulty")
    errors = int(re.search(r"\d+", clerk.page.inner_text(".verdict h2")).group())
    check(errors > 100, f"{language}: {errors} errors are told")
    check(not clerk.page.query_selector("form[action$='/hand-in']"), f"{language}: no way to hand in")
    clerk.open(f"/submissions/{faulty}/findings?severity=error")
    clerk.look("findings")
    clerk.page.fill("#text", "BACKWARDS")
    clerk.page.click(".filters button")
    clerk.look("findings-filtered")
    clerk.open(f"/submissions/{faulty}/files/report")
    check("VAN-01" in clerk.page.content(), f"{language}: the report opens")
    clerk.open(f"/submissions/{faulty}")
    clean = clerk.upload(inputs("clean"))
    clerk.look("clean")
    clerk.press("hand-in")
    clerk.look("handed-in")
    check(not clerk.page.query_selector("form[action$='/approve']"), f"{language}: four eyes")
    clerk.open("/submissions")
    clerk.look("submissions")
    clerk.open("/account")
    clerk.look("account")
    clerk.end()

    approver = Walk(driver, chromium, server, language, folder, width=375, scheme="dark")
    approver.log_in("approver")
    approver.open(f"/submissions/{clean}/plan")
    approver.look("plan")
    approver.open(f"/submissions/{clean}")
    approver.look("approver")
    approver.press("approve")
    approver.press("execute")
    approver.look("executed")
    check(approver.page.query_selector(".state.good") is not None, f"{language}: it was written")
    approver.press("undo")
    approver.look("undone")
    check(approver.page.query_selector(".state.past") is not None, f"{language}: it was undone")
    approver.end()

    for role, paths in (("operator", ["/runs", "/records?verify=1"]), ("auditor", ["/accesses"])):
        person = Walk(driver, chromium, server, language, folder)
        person.log_in(role)
        for path in paths:
            person.open(path)
            person.look(role + "-" + re.sub(r"\W.*", "", path[1:]))
        person.end()


def without_script(driver, chromium, server, folder):
    """Upload and report work without script, and print is readable."""
    clerk = Walk(driver, chromium, server, "en", folder, script=False)
    clerk.log_in("clerk")
    clerk.upload(inputs("faulty"))
    check(clerk.page.query_selector(".verdict.bad") is not None, "without script: errors are told")
    clerk.page.emulate_media(media="print")
    clerk.page.screenshot(path=f"{folder}/print.png", full_page=True)
    clerk.end()


def main():
    chromium, binary, folder = sys.argv[1:4]
    Path(folder).mkdir(parents=True, exist_ok=True)
    scratch = tempfile.mkdtemp(prefix="registrar-walk-")
    server = Server(binary, scratch)
    try:
        with sync_playwright() as driver:
            for language in ("en", "fr", "es"):
                walk(driver, chromium, server, language, folder)
            without_script(driver, chromium, server, folder)
    finally:
        server.end()
        shutil.rmtree(scratch, ignore_errors=True)
    if failures:
        sys.exit(f"walk: {len(failures)} failed")
    print("walk: all holds")


main()
