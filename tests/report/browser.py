"""A real Chromium that is told to open files."""

import json
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


class Browser:
    """Opens pages at a width, keeps what they asked for and what the console says."""

    def __init__(self, chromium: Path, chromedriver: Path, profile: Path) -> None:
        options = Options()
        options.binary_location = str(chromium)
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(str(chromedriver)))

    def open(self, path: Path, width: int = 1180) -> None:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.driver.get(path.as_uri())

    def show(self, path: Path) -> None:
        """Open a report, or set its filters back if it is open already."""
        if self.driver.current_url.partition("#")[0] != path.as_uri() or self.run("return innerWidth") != 1180:
            self.open(path)
        self.run("scrollTo(0, 0); document.getElementById('filters').reset();")
        self.settle()

    def settle(self) -> None:
        """Wait until the page has been drawn twice, and has told its listeners of what was scrolled."""
        self.run(
            "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
        )

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def console(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> set[str]:
        """Return the addresses that were asked for since the page was opened, without data that is its own address.

        Of these there is the browser's own picture of a calendar, in the fields for dates.
        """
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [one["params"]["request"] for one in messages if one["method"] == "Network.requestWillBeSent"]
        return {request["url"] for request in sent if not request["url"].startswith("data:")}

    def close(self) -> None:
        self.driver.quit()
