"""Checks HTML reports in a browser; see `run`."""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FAULTY = ROOT / "Templates/exam-platform/examples/faulty"
# How long a page with a million issues may take until its first screen can be used.
MOST_SECONDS = 2.0
# How large that page may be, in bytes for each issue.
MOST_BYTES = 40
PAPERS = {"A4": (595, 842), "Letter": (612, 792)}

failures = []


def check(holds, what):
    """Notes what does not hold."""
    print(("ok      " if holds else "FAILED  ") + what, flush=True)
    if not holds:
        failures.append(what)


def report(binary, files, page, language, *options, status=1):
    """Writes the page of an import; the exit status is that of data with errors, unless another is given."""
    environment = dict(
        os.environ, REGISTRAR_NOW="2026-11-20T12:00:00Z", REGISTRAR_SCHEMAS=str(ROOT / "Schemas")
    )
    done = subprocess.run(
        [binary, "import", *map(str, files), "--offline", "--quiet", "--language", language]
        + ["--report", f"html:{page}", *options],
        env=environment, stdout=subprocess.DEVNULL,
    )
    if done.returncode != status:
        sys.exit(f"page-test: the import ended with {done.returncode}")


class Browser:
    """A browser whose pages note what goes wrong in them."""

    def __init__(self, driver, path):
        self.browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])

    def open(self, path, width=1200, scheme="light", script=True, wait="load"):
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,
            java_script_enabled=script, accept_downloads=True,
        )
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.troubles = []
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on(
            "console",
            lambda text: page.troubles.append(text.text)
            if text.type in ("error", "warning") else None,
        )
        page.on(
            "request",
            lambda request: None if request.url.startswith(("file:", "data:", "blob:"))
            else page.troubles.append("loads " + request.url),
        )
        page.goto(path.as_uri(), wait_until=wait)
        return page


def violations(page):
    """What axe-core finds, with the first element of each."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


def overflow(page):
    """How many pixels the page is wider than the window, and what stands out of it."""
    return page.evaluate(
        """[document.documentElement.scrollWidth - innerWidth,
            [...document.querySelectorAll('body *')].filter(
              one => one.getBoundingClientRect().right > innerWidth + 1
                && !one.closest('.scroll')).slice(0, 3).map(one => one.outerHTML.slice(0, 100))]"""
    )


def matches(page):
    """`12 of 345`: how many issues the list shows, and all."""
    numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[\s\u00a0\u202f.,](?=\d)", "",
                                        page.inner_text("#matches")))
    return [int(number) for number in numbers[:2]]


def drawn(page):
    """Waits until the list shows its page, whose issues may have to be unpacked first."""
    page.wait_for_selector("#issues:not([aria-busy=true])", state="attached")


def settled(page):
    """Waits until the list is filtered."""
    page.wait_for_timeout(250)
    drawn(page)
    # Not wait_for_function: it evaluates a text in the page, which the policy of the page forbids.
    for _ in range(1_200):
        if "%" not in page.inner_text("#matches"):
            return
        page.wait_for_timeout(100)
    sys.exit("page-test: the list is not filtered within two minutes")


def check_access(browser, page_path, language):
    for width, scheme in [(1200, "light"), (1200, "dark"), (375, "light"), (375, "dark")]:
        page = browser.open(page_path, width, scheme)
        name = f"{language}, {width} px, {scheme}"
        for state in ("as it opens", "unfolded"):
            if state == "unfolded":
                unfold(page)
                button = page.query_selector("#issues button")
                if button:
                    button.click()
            found = violations(page)
            check(not found, f"{name}, {state}: axe finds nothing {found or ''}")
            wide, outside = overflow(page)
            check(wide <= 0 and not outside, f"{name}, {state}: nothing stands out {outside or ''}")
        check(page.evaluate("document.documentElement.lang") == language, f"{name}: lang")
        check(not page.troubles, f"{name}: no trouble in the console {page.troubles[:2] or ''}")
        page.context.close()
    page = browser.open(page_path, script=False)
    unfold_free = page.query_selector_all(".script:visible")
    check(not unfold_free, f"{language}, without scripts: no controls that do nothing")
    found = page.query_selector_all("#issues tr")
    check(len(found) > 0, f"{language}, without scripts: the list has issues")
    page.context.close()


def check_keyboard(browser, page_path):
    """Everything that can be operated is reached by Tab, and is seen to have the focus."""
    page = browser.open(page_path)
    unfold(page)
    total = page.evaluate(
        """[...document.querySelectorAll(
             'a[href],button:enabled,input:enabled,select:enabled,summary,[tabindex="0"]')]
           .filter(one => one.offsetParent || one.className === 'skip').length"""
    )
    seen = set()
    hidden = []
    for _ in range(total + 5):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """(() => { const all = [...document.querySelectorAll('*')];
                 const one = document.activeElement; const style = getComputedStyle(one);
                 return [all.indexOf(one), style.outlineStyle !== 'none'
                   || style.boxShadow !== 'none' || one.className === 'skip'
                   || one === document.body, one.outerHTML.slice(0, 80)]; })()"""
        )
        if place[0] in seen:
            break
        seen.add(place[0])
        if not place[1]:
            hidden.append(place[2])
    check(len(seen) >= total, f"keyboard: {len(seen)} of {total} controls are reached")
    check(not hidden, f"keyboard: each shows that it has the focus {hidden or ''}")
    page.context.close()


def check_filters(browser, page_path, issues):
    page = browser.open(page_path)
    shown, total = matches(page)
    check(shown == total == len(issues), f"list: {shown} of {total} issues, {len(issues)} in JSON")
    for severity in ("error", "warning", "note"):
        wanted = sum(issue["severity"] == severity for issue in issues)
        if not wanted:
            continue
        for box in page.query_selector_all("[name=severity]"):
            box.set_checked(box.get_attribute("value") == severity)
        settled(page)
        check(matches(page)[0] == wanted, f"filter: {wanted} of severity {severity}")
    page.click("button[type=reset]")
    settled(page)
    check(matches(page)[0] == total, "filter: reset shows all")
    code = max({issue["code"] for issue in issues},
               key=lambda one: sum(issue["code"] == one for issue in issues))
    page.select_option("[name=code]", code)
    settled(page)
    wanted = sum(issue["code"] == code for issue in issues)
    check(matches(page)[0] == wanted, f"filter: {wanted} of code {code}")
    page.click("button[type=reset]")
    for name in ("sheet", "column"):
        sums = 0
        for option in page.query_selector_all(f"[name={name}] option")[1:]:
            page.select_option(f"[name={name}]", option.get_attribute("value"))
            settled(page)
            sums += matches(page)[0]
        if name == "sheet":
            check(sums == total, f"filter: the sheets together have all {total}, {sums} found")
        else:
            check(0 < sums <= total, f"filter: the columns together have {sums}")
        page.click("button[type=reset]")
    page.fill("[name=text]", "zzzz-nothing")
    settled(page)
    check(not page.query_selector_all("#issues tr"), "filter: words that nothing has")
    page.click("button[type=reset]")
    settled(page)
    # Page by page every issue is reached.
    lines = 0
    while True:
        drawn(page)
        lines += len(page.query_selector_all("#issues > tr"))
        button = page.query_selector("[data-page=next]")
        if button.is_disabled():
            break
        button.click()
    check(lines == total, f"list: {lines} lines on all pages")
    with page.expect_download() as waiting:
        page.click("#download")
    rows = list(csv.reader(open(waiting.value.path(), encoding="utf-8-sig", newline="")))
    check(len(rows) == total + 1, f"download: {len(rows) - 1} rows")
    check(not page.troubles, f"filters: no trouble in the console {page.troubles[:2] or ''}")
    page.context.close()


def check_print(browser, page_path, folder, issues):
    page = browser.open(page_path)
    for name, (width, height) in PAPERS.items():
        path = folder / f"{name}.pdf"
        page.pdf(path=str(path), format=name, prefer_css_page_size=False)
        facts = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout
        size = [float(part) for part in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", facts).groups()]
        check(abs(size[0] - width) < 2 and abs(size[1] - height) < 2, f"print: {name} is {size}")
        text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True).stdout
        ends = [float(one) for one in re.findall(r'xMax="([\d.]+)"', text)]
        check(max(ends) <= width, f"print: {name}: the text ends at {max(ends):.0f} of {width}")
        # Line breaks are the printer's; letters are what the causes have.
        words = re.sub(r"\s+", "", subprocess.run(
            ["pdftotext", path, "-"], capture_output=True, text=True).stdout)
        causes = page.query_selector_all(".cause .what")
        missing = [one.text_content() for one in causes
                   if re.sub(r"\s+", "", one.text_content())[:30] not in words]
        check(not missing, f"print: {name} has all {len(causes)} causes {missing[:1] or ''}")
    page.context.close()


def check_corrections(browser, binary, folder):
    """The corrections of a copy stand in the page; of many the others are shown and saved on demand."""
    source = folder / "locations.csv"
    with open(source, "w", encoding="utf-8") as file:
        file.write("location_code,name,time_zone,kind\n")
        for number in range(1_450):
            file.write(f"L-{number}, Place {number} ,America/Toronto,virtual\n")
    page_path = folder / "fixed.html"
    report(binary, [source], page_path, "en", "--fix=" + str(folder / "fixed.csv"), status=0)
    page = browser.open(page_path)
    check(not violations(page), f"corrections: axe finds nothing {violations(page) or ''}")
    for wanted in (200, 1_200, 1_450):
        rows = len(page.query_selector_all("#fixes-applied tbody tr"))
        check(rows == wanted, f"corrections: {rows} rows, {wanted} expected")
        button = page.query_selector("[data-more]")
        if button.is_visible():
            button.click()
            page.wait_for_selector("[data-more]:not([disabled])", state="attached")
    check(not page.query_selector("[data-more]").is_visible(), "corrections: then nothing is left")
    last = page.inner_text("#fixes-applied tbody tr:last-child")
    check("‘Place 1449’" in last, f"corrections: the last one is {last!r}")
    with page.expect_download() as waiting:
        page.click("[data-save]")
    rows = list(csv.reader(open(waiting.value.path(), encoding="utf-8-sig", newline="")))
    check(len(rows) == 1_451, f"corrections: {len(rows) - 1} are saved")
    check(not page.troubles, f"corrections: no trouble in the console {page.troubles[:2] or ''}")
    page.context.close()


def check_million(browser, binary, folder, count):
    source = folder / "locations.csv"
    with open(source, "w", encoding="utf-8") as file:
        file.write("location_code,name,time_zone,kind\n")
        for number in range(count):
            file.write(f"L-{number},Place {number},Zone/{number},virtual\n")
    page_path = folder / "million.html"
    report(binary, [source], page_path, "en", "--limit", "file-size=2000000000")
    size = page_path.stat().st_size / 1e6
    best = None
    for _ in range(3):
        start = time.perf_counter()
        page = browser.open(page_path)
        page.wait_for_selector("#matches:not(:empty)")
        seconds = time.perf_counter() - start
        if best is None or seconds < best[0]:
            best = (seconds, matches(page))
        page.context.close()
    seconds, (shown, total) = best
    check(total >= count, f"million: {total} issues in {size:.0f} MB")
    check(size * 1e6 <= MOST_BYTES * count + 1e6, "million: the page is small enough to mail packed")
    check(shown == total, "million: all are in the list")
    check(seconds <= MOST_SECONDS * max(1, count / 1_000_000),
          f"million: open within {seconds:.2f} s, {MOST_SECONDS} s allowed")
    page = browser.open(page_path)
    nodes = page.evaluate("document.querySelectorAll('*').length")
    check(nodes < 20_000, f"million: {nodes} elements, not one for each row")
    page.click("[data-page=last]")
    drawn(page)
    last = page.inner_text("#issues tr:last-child")
    check(f"Zone/{count - 1}" in last or f"{count + 1}" in last, "million: the last one is reached")
    page.fill("[name=text]", f"Zone/{count - 7}")
    settled(page)
    check(matches(page)[0] == 1, "million: one of them is found by its words")
    page.click("button[type=reset]")
    settled(page)
    with page.expect_download(timeout=120_000) as waiting:
        page.click("#download")
    with open(waiting.value.path(), encoding="utf-8-sig", newline="") as file:
        lines = sum(1 for _ in csv.reader(file))
    check(lines == total + 1, f"million: {lines - 1} rows are downloaded")
    check(not page.troubles, f"million: no trouble in the console {page.troubles[:2] or ''}")
    page.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("chromium")
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--keep", help="a folder in which the pages stay")
    arguments = parser.parse_args()
    binary = str(Path(arguments.binary).resolve())
    files = sorted(path for path in FAULTY.iterdir() if path.suffix in (".xlsx", ".csv"))
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        folder = Path(arguments.keep or scratch).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        browser = Browser(driver, arguments.chromium)
        pages = {}
        for language in ("en", "fr", "es"):
            pages[language] = folder / f"faulty-{language}.html"
            report(binary, files, pages[language], language, "--report", f"json:{folder}/report.json")
            check_access(browser, pages[language], language)
        issues = json.loads((folder / "report.json").read_text())["issues"]
        check_keyboard(browser, pages["en"])
        check_filters(browser, pages["en"], issues)
        check_print(browser, pages["en"], folder, issues)
        check_corrections(browser, binary, folder)
        if arguments.rows:
            check_million(browser, binary, folder, arguments.rows)
        browser.browser.close()
    print(f"page-test: {len(failures)} checks failed" if failures else "page-test: all checks hold")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
