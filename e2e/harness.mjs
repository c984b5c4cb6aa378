// What the browser tests share: a server of their own, a browser, and the
// assertions that hold for every page.
//
// `cargo xtask test` runs the tests and sets
//   WENPING_TEST_BINARY      the program to test (default: target/release/wenping)
//   WENPING_TEST_POSTGRES    address of a PostgreSQL server, postgres://…
//   WENPING_TEST_SCREENSHOT  when set, the README's screenshot is renewed

import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export { passwordOf, startServer } from "./server.mjs";

const require = createRequire(import.meta.url);
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SHOTS = path.join(ROOT, "e2e", "shots");

/** Widths of a desktop, a tablet and a phone, with the heights that go with them. */
export const SIZES = [
  { width: 1440, height: 900 },
  { width: 900, height: 1100 },
  { width: 390, height: 844 },
];

export const THEMES = ["light", "dark"];

const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// --------------------------------------------------------------- browser

/** Starts the browser; it looks nothing up outside this machine. */
export function startBrowser() {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    headless: true,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
}

/** What went wrong on a page since it was opened. */
const troubles = new WeakMap();

/**
 * Opens a page in a context of its own (no cookies shared) and watches it.
 *
 * @param options settings of the context, for example `{javaScriptEnabled: false}`
 */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: SIZES[0],
    colorScheme: "light",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const found = [];
  troubles.set(page, found);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      found.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  page.on("pageerror", (error) => found.push(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    // A navigation that replaces another cancels it; that is no failure.
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED") found.push(`request: ${request.url()} ${reason}`);
  });
  page.on("request", (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith("http") && hostname !== "127.0.0.1") {
      found.push(`foreign host: ${request.url()}`);
    }
  });
  return page;
}

/**
 * Signs in on the sign-in page and waits for the page behind it.
 * Fails with the page's own words when the sign-in is refused.
 */
export async function signIn(page, server, username, password) {
  await page.goto(`${server.url}/login`);
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(password);
  await Promise.all([
    page.waitForNavigation(),
    page.locator('main form:has(input[name="password"]) button[type="submit"]').first().click(),
  ]);
  if (new URL(page.url()).pathname === "/login") {
    throw new Error(`sign-in of ${username} was refused: ${await page.locator("main").innerText()}`);
  }
}

// ------------------------------------------------------------ assertions

let axeSource;

/** No violation of WCAG 2.2 AA or of best practice on the page as it is now. */
export async function axe(page) {
  axeSource ??= await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
  // Evaluated from outside, which the page's content security policy permits.
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }),
    AXE_TAGS,
  );
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n    ${node.target.join(" ")}\n    ${node.html.slice(0, 200)}`),
  );
  assert.equal(told.length, 0, `${page.url()} has ${told.length} violations:\n${told.join("\n")}`);
}

/** Nothing was written to the console, no script failed, no foreign host was asked. */
export function noConsoleErrors(page) {
  const found = troubles.get(page) ?? [];
  assert.deepEqual(found, [], `${page.url()} was not quiet:\n${found.join("\n")}`);
}

/**
 * Takes back troubles that a test provoked on purpose, such as the status 409
 * of a conflict, which the browser writes to the console.
 */
export function forgive(page, pattern) {
  const found = troubles.get(page) ?? [];
  const left = found.filter((text) => !pattern.test(text));
  assert.notEqual(left.length, found.length, `nothing to forgive matches ${pattern}`);
  found.splice(0, found.length, ...left);
}

/** The page as a whole is not wider than the window. */
export async function noSidewaysScroll(page) {
  const { scroll, client, culprits } = await page.evaluate(() => {
    const root = document.documentElement;
    const wide = [...document.body.querySelectorAll("*")]
      .filter((it) => it.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 5)
      .map((it) => it.outerHTML.slice(0, 120));
    return { scroll: root.scrollWidth, client: root.clientWidth, culprits: wide };
  });
  assert.ok(
    scroll <= client,
    `${page.url()} is ${scroll} px wide in a window of ${client} px:\n${culprits.join("\n")}`,
  );
}

/**
 * Looks at the page in every size and both themes: takes a picture into
 * e2e/shots, and asserts that it does not scroll sideways and that axe is
 * content. Leaves the page at desktop size in the light theme.
 */
export async function shots(page, name) {
  await mkdir(SHOTS, { recursive: true });
  for (const theme of THEMES) {
    await page.emulateMedia({ colorScheme: theme });
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await noSidewaysScroll(page);
      await axe(page);
      const file = path.join(SHOTS, `${name}-${size.width}-${theme}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(SIZES[0]);
}

/** Renews the picture of the README when that was asked for. */
export async function readmeScreenshot(page) {
  if (!process.env.WENPING_TEST_SCREENSHOT) return;
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(SIZES[0]);
  await page.screenshot({ path: path.join(ROOT, "docs", "screenshot.png") });
}
