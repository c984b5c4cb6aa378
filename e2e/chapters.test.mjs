// Writing the report: two officials at one section, the page that saves by
// itself, buttons that insert, the check of typed numbers, and the same without
// script.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Office, send } from "./acts.mjs";
import {
  axe, forgive, noConsoleErrors, noSidewaysScroll, openPage, passwordOf, shots, signIn,
  startBrowser, startServer,
} from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };
const EDITOR = 'form:has(textarea[name="text"])';
const TEXT = `${EDITOR} textarea[name="text"]`;

for (const db of ["sqlite", "postgres"]) {
  describe(`writing the report on ${db}`, { timeout: 900_000 }, () => {
    let browser;
    let server;
    let office;
    let path;

    before(async () => {
      server = await startServer({ db });
      browser = await startBrowser();
      office = new Office(browser, server, (name) => passwordOf(server, name));
      path = await sectionOf(await office.as("owner"));
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    /** The address of the first section of a case whose report can be written. */
    async function sectionOf(page) {
      await page.goto(`${server.url}/items`);
      const links = await page.locator('main a[href^="/items/LN-"]').evaluateAll((all) =>
        all.map((link) => link.getAttribute("href")));
      for (const link of links) {
        await page.goto(`${server.url}${link.split("?")[0]}/report`);
        const way = page.locator('a[href$="/report/write"]').first();
        if (!(await way.count())) continue;
        await page.goto(`${server.url}${await way.getAttribute("href")}`);
        const first = page.locator('table a[href*="/report/write/"]').first();
        if (await first.count()) return first.getAttribute("href");
      }
      throw new Error("no case whose report can be written");
    }

    test("buttons insert, and the page saves by itself", async () => {
      const page = await office.open("owner", path);
      await page.locator(TEXT).fill("概况");
      await page.locator(TEXT).selectText();
      await page.locator('[data-tools] button[data-before="**"]').click();
      assert.equal(await page.locator(TEXT).inputValue(), "**概况**");
      await page.locator('[role="status"][data-autosave]:not(:empty)').waitFor({ timeout: 40_000 });
      assert.match(await page.locator('[role="status"][data-autosave]').innerText(), /自动保存/);
      await send(page, `${EDITOR} button[value="save"]`);
      await page.locator(TEXT).waitFor();
      assert.equal(await page.locator(TEXT).inputValue(), "**概况**");
      noConsoleErrors(page);
    });

    test("a lost connection keeps the text in the page", async () => {
      const page = await office.open("owner", path);
      await page.route("**/report/write/**", (route) =>
        route.request().method() === "POST" ? route.abort() : route.continue());
      await page.locator(TEXT).fill("没有保存的文字");
      const status = page.locator('[role="status"][data-autosave]:not(:empty)');
      await status.waitFor({ timeout: 40_000 });
      assert.match(await status.innerText(), /连接中断/);
      assert.equal(await page.locator(TEXT).inputValue(), "没有保存的文字");
      await page.unroute("**/report/write/**");
      forgive(page, /ERR_FAILED/);
      await send(page, `${EDITOR} button[value="save"]`);
      noConsoleErrors(page);
    });

    test("two at once see both texts, without script as well", async () => {
      const plain = await openPage(browser, { javaScriptEnabled: false });
      await signIn(plain, server, "owner", passwordOf(server, "owner"));
      await plain.goto(`${server.url}${path}`);
      const other = await office.open("owner", path);
      await other.locator(TEXT).fill("先保存的文字。");
      await send(other, `${EDITOR} button[value="save"]`);
      await plain.locator(TEXT).fill("后保存的文字。");
      await send(plain, `${EDITOR} button[value="save"]`);
      const told = await plain.locator("main").innerText();
      assert.match(told, /先保存的文字。/);
      assert.ok(await plain.locator(".diff ins").count(), "what differs is marked");
      assert.equal(await plain.locator(TEXT).inputValue(), "后保存的文字。");
      await send(plain, `${EDITOR} button[value="save"]`);
      await plain.goto(`${server.url}${path}/versions`);
      assert.match(await plain.locator("main").innerText(), /晚到/);
      forgive(plain, /409/);
      noConsoleErrors(plain);
      await plain.context().close();
    });

    test("a picture is brought along with the text, put into it and shown", async () => {
      const page = await office.open("owner", path);
      await page.locator(TEXT).fill("现场情况如下。");
      await page.locator(`${EDITOR} input[type="file"]`).setInputFiles("docs/screenshot.png");
      await page.locator(`${EDITOR} input[name="picture_title"]`).fill("现场");
      await send(page, `${EDITOR} button[value="picture"]`);
      assert.equal(await page.locator(TEXT).inputValue(), "现场情况如下。", "nothing typed is lost");
      await page.locator("#pictures .shelf button").first().click();
      assert.match(await page.locator(TEXT).inputValue(), /!\[现场\]\([0-9a-f]{12}\.png "现场"\)/);
      await send(page, `${EDITOR} button[value="preview"]`);
      const shown = page.locator("#preview figure img");
      await shown.scrollIntoViewIfNeeded();
      await page.waitForFunction(() => document.querySelector("#preview figure img").naturalWidth > 100);
      assert.equal(await shown.getAttribute("alt"), "现场");
      await send(page, `${EDITOR} button[value="save"]`);
      noConsoleErrors(page);
    });

    test("the pages are fit for everyone", async () => {
      const page = await openPage(browser, PHONE);
      await signIn(page, server, "owner", passwordOf(server, "owner"));
      const list = path.replace(/\/[^/]+$/, "");
      const pages = [list, path, `${path}/versions`, `${list.replace(/write$/, "check")}`];
      for (const address of pages) {
        for (const query of ["", "?lang=en"]) {
          const answer = await page.goto(`${server.url}${address}${query}`);
          assert.equal(answer.status(), 200, address);
          await noSidewaysScroll(page);
          const name = `chapters-${address.split("/").slice(4).join("-")}${query ? "-en" : ""}`;
          if (db === "sqlite") await shots(page, name);
          else await axe(page);
        }
      }
      noConsoleErrors(page);
      await page.context().close();
    });
  });
}
