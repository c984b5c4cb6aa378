// A document of a case, in a real browser: ordered, made while the page waits,
// fetched; the same without script.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { axe, noConsoleErrors, openPage, passwordOf, signIn, startBrowser, startServer } from "./harness.mjs";

describe("documents", { timeout: 600_000 }, () => {
  let browser;
  let server;

  before(async () => {
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** The documents of a matter that is carried out. */
  async function documents(options) {
    const page = await openPage(browser, options);
    await signIn(page, server, "owner", passwordOf(server, "owner"));
    await page.goto(`${server.url}/items?stage=TRACKING`);
    const href = await page.locator('main a[href^="/items/LN-"]').first().getAttribute("href");
    await page.goto(`${server.url}${href.match(/^\/items\/[^/?]+/)[0]}/documents`);
    return page;
  }

  for (const [name, options] of [["with script", {}], ["without script", { javaScriptEnabled: false }]]) {
    test(`a case sheet is ordered, waited for and fetched ${name}`, async () => {
      const page = await documents(options);
      if (options.javaScriptEnabled !== false) await axe(page);
      await page.locator('button[value="case-sheet pdf"]').click();
      await page.waitForURL(/\/papers\/[0-9a-f-]+$/);
      const link = page.locator('main a[href$="/file"]');
      await link.waitFor({ timeout: 60_000 });
      const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
      assert.match(download.suggestedFilename(), /\.pdf$/);
      const bytes = await readFile(await download.path());
      assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
      await page.goto(`${server.url}/papers`);
      assert.equal(await page.locator('main a[href$="/file"]').count() > 0, true);
      if (options.javaScriptEnabled !== false) await axe(page);
      noConsoleErrors(page);
      await page.close();
    });
  }

  test("a preview stands in the page and is printed alone", async () => {
    const page = await documents({});
    await page.locator('main a[href*="/preview"]').first().click();
    await page.locator("article.document").waitFor();
    await axe(page);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".topbar").isVisible(), false);
    assert.equal(await page.locator("article.document").isVisible(), true);
    noConsoleErrors(page);
    await page.close();
  });
});
