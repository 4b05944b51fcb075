"""Walks through the pages of `registrar serve` in a browser: a clerk hands in, an approver executes and
an operator looks and undoes, in English, French and Spanish; see `run`.

Usage: walk.py CHROMIUM BINARY FOLDER. The folder gets a picture of each page.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, sync_playwright

from served import ROOT, Server

PACKAGE = "exam-platform"
EXAMPLES = ROOT / "Templates/exam-platform/examples"
PASSWORD = "correct horse battery"
ROLES = ["clerk", "approver", "operator", "auditor"]
# Of the first row one cell is wrong, of the second nothing.
LOCATIONS = """Location code,Name,Kind,Time zone
VAN-01,Vancouver,virtuel1,America/Vancouver
TOR-01,Toronto,virtual,America/Toronto
"""

# A migration of which nothing was run; its title is in the three languages.
MIGRATION = {
    "name": "move", "package": PACKAGE, "timeZones": ["America/Toronto"],
    "title": {"en": "The move", "fr": "Le passage", "es": "El paso"},
    "milestones": [{"id": "cutover", "at": "2026-12-01T08:00"}, {"id": "freeze", "at": "T-5d"}],
    "environments": [{"name": "copy", "store": {"env": "DATABASE_URL"}}],
    "phases": [
        {"id": "places", "milestone": "freeze",
         "checklist": [{"id": "agree", "title": "Agree", "required": True}]},
        {"id": "people", "dependsOn": ["places"], "milestone": "cutover"}],
}

failures = []


def check(holds, what):
    """Notes what does not hold."""
    print(("ok      " if holds else "FAILED  ") + what, flush=True)
    if not holds:
        failures.append(what)


def started(binary, folder):
    """A server with an account for each role."""
    path = Path(folder) / "migration.json"
    path.write_text(json.dumps(MIGRATION))
    server = Server(binary, folder, PACKAGE, options=["--migration", str(path)],
                    environment={"REGISTRAR_NOW": "2026-11-20T12:00:00Z"})
    for role in ROLES:
        server.run("account", "add", role, text=PASSWORD + "\n")
        server.run("account", "role", role, role, "--package", PACKAGE)
    server.start()
    return server


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
        self.page.goto(f"http://127.0.0.1:{self.server.port}{path}")

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


    def tab_to(self, selector, back=False):
        """Goes from place to place by the keyboard until one is reached."""
        for _ in range(300):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if self.page.evaluate(
                    "(one) => document.activeElement.matches(one)", selector):
                return True
        return False

    def wait_for(self, script):
        """Waits until something holds on the page; the page itself may not make code of a text."""
        for _ in range(600):
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(100)
        sys.exit(f"walk: it does not come: {script}")


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

    for role, paths in (
            ("operator", ["/runs", "/migration", "/records?verify=1", "/records"]),
            ("auditor", ["/accesses"])):
        person = Walk(driver, chromium, server, language, folder)
        person.log_in(role)
        for path in paths:
            person.open(path)
            person.look(role + "-" + re.sub(r"\W.*", "", path[1:]))
        person.end()


def correct(driver, chromium, server, language, folder):
    """A cell is corrected by the keyboard alone."""
    clerk = Walk(driver, chromium, server, language, folder)
    page = clerk.page
    clerk.log_in("clerk")
    path = Path(folder) / f"locations {language}.csv"
    path.write_text(LOCATIONS)
    number = clerk.upload([path])
    clerk.look("to-correct")
    wrong = ".grid-cell input[aria-invalid=true]"
    clerk.open(f"/submissions/{number}/grid")
    page.wait_for_selector(wrong)
    clerk.look("grid")
    check(clerk.tab_to(wrong), f"{language}: Tab reaches the wrong cell")
    told = page.evaluate(
        """() => document.activeElement.getAttribute("aria-describedby").split(" ")
            .map((id) => document.getElementById(id).textContent).join(" ")""")
    check("virtuel1" in told, f"{language}: the cell says what is wrong")

    def value():
        return page.evaluate("document.activeElement.value")

    def invalid():
        return len(page.query_selector_all(wrong))

    def until(count):
        clerk.wait_for(f"document.querySelectorAll('{wrong}').length === {count}")

    page.keyboard.press("Control+a")
    page.keyboard.type("virtual2")
    clerk.wait_for("document.activeElement.parentNode.querySelector('.grid-hint').textContent !== ''")
    clerk.look("grid-typed")
    page.keyboard.press("Escape")
    check(value() == "virtuel1" and invalid() == 1, f"{language}: Escape puts back what was there")
    page.keyboard.press("Control+a")
    page.keyboard.type("virtual")
    page.keyboard.press("Enter")
    until(0)
    check(value() == "virtual", f"{language}: the focus stays in the cell")
    clerk.look("grid-corrected")
    page.keyboard.press("Control+z")
    until(1)
    check(value() == "virtuel1", f"{language}: Ctrl+Z takes the edit back")
    check(clerk.tab_to("#grid-redo", back=True), f"{language}: Shift+Tab reaches the button")
    page.keyboard.press("Enter")
    until(0)
    # What is typed on while the answer to the last cell is under way is not lost.
    check(clerk.tab_to(".grid-cell input"), f"{language}: Tab reaches the cells")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("Vancouver Island")
    page.keyboard.press("Tab")
    place = page.evaluate("document.activeElement.id")
    before = value()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.wait_for_timeout(1500)
    found = (page.evaluate("document.activeElement.id"), value())
    check(found == (place, before + "x"), f"{language}: what is typed on is kept {found}")
    page.keyboard.press("Escape")
    check(clerk.tab_to("#grid-save", back=True), f"{language}: Shift+Tab reaches the end")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: number not in url)
    clerk.settle()
    clerk.look("corrected")
    check(page.query_selector(".verdict.good") is not None, f"{language}: it is correct now")
    last = page.url
    page.click("a[href$='/changes']")
    clerk.look("changes")
    check("Vancouver Island" in page.content(), f"{language}: what changed is told")
    page.goto(last)
    with page.expect_download() as download:
        page.click(".files a >> nth=0")
    text = Path(download.value.path()).read_text()
    wanted = LOCATIONS.replace("virtuel1", "virtual").replace(",Vancouver,", ",Vancouver Island,")
    check(text == wanted, f"{language}: of the file only those cells are changed")
    clerk.end()


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
    server = started(binary, scratch)
    try:
        with sync_playwright() as driver:
            for language in ("en", "fr", "es"):
                walk(driver, chromium, server, language, folder)
                correct(driver, chromium, server, language, folder)
            without_script(driver, chromium, server, folder)
    finally:
        check(server.end(), "the server ends in order")
        shutil.rmtree(scratch, ignore_errors=True)
    if failures:
        sys.exit(f"walk: {len(failures)} failed")
    print("walk: all holds")


main()
