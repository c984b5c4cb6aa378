// A resident on a phone without script reports a problem of a matter that is carried
// out, an official reads, acknowledges and answers it, the resident sees the answer.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { send } from "./acts.mjs";
import {
  axe, forgive, noConsoleErrors, noSidewaysScroll, openPage, passwordOf, shots, signIn,
  startBrowser, startServer,
} from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };
const PLAIN = { ...PHONE, javaScriptEnabled: false };
const TEXT = "夜里十一点以后还有车进出，声音很大，睡不好。";
const PRI = 'form button.pri[type="submit"]';

for (const db of ["sqlite", "postgres"]) {
  describe(`grievances on ${db}`, { timeout: 900_000 }, () => {
    let browser;
    let server;
    let sent;

    before(async () => {
      server = await startServer({ db });
      browser = await startBrowser();
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    async function go(page, address) {
      const answer = await page.goto(`${server.url}${address}`);
      assert.equal(answer.status(), 200, `${address}: ${answer.status()}`);
    }

    test("a resident reports a problem on a phone without script", async () => {
      const page = await openPage(browser, PLAIN);
      await go(page, "/c");
      await send(page, 'a[href="/c/grievance"]');
      await noSidewaysScroll(page);
      // Nothing chosen, a telephone number in the words.
      await page.locator('textarea[name="text"]').fill("请打13900000000找我");
      await send(page, PRI);
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      assert.equal(await page.locator('textarea[name="text"]').inputValue(), "请打13900000000找我");
      await page.locator('input[name="matter"]').first().check();
      await send(page, PRI);
      await page.locator("#f-text-e").waitFor();
      forgive(page, /422/);
      await page.locator('textarea[name="text"]').fill(TEXT);
      await send(page, PRI);
      const code = await page.locator("#grievance-code").innerText();
      assert.match(code, /^([2-9A-Z]{4}-){4}[2-9A-Z]{4}$/);
      const number = await page.locator("#grievance-number").innerText();
      assert.match(number, /^SQ-[A-Z]+-\d{4}-\d{5}$/);
      assert.deepEqual(await page.context().cookies(), [], "no cookie");
      await noSidewaysScroll(page);
      sent = { code, number };
      noConsoleErrors(page);
      await page.context().close();
    });

    test("the public pages are fit for everyone", async () => {
      for (const query of ["", "?size=large", "?lang=en"]) {
        const page = await openPage(browser, PHONE);
        const mark = query.replace("?", "-").replace("=", "-");
        for (const [name, address] of
          [["grievance", "/c/grievance"], ["grievance-status", "/c/grievance/status"]]) {
          await go(page, `${address}${query}`);
          if (db === "sqlite") await shots(page, `${name}${mark}`);
          else await axe(page);
        }
        noConsoleErrors(page);
        await page.context().close();
      }
    });

    test("an official reads, acknowledges and answers it", async () => {
      const page = await openPage(browser);
      await signIn(page, server, "executing", passwordOf(server, "executing"));
      await go(page, "/tasks");
      await send(page, `li:has-text("${sent.number}") a >> nth=0`);
      if (db === "sqlite") await shots(page, "grievance-one");
      else await axe(page);
      const own = page.url();
      assert.match(await page.locator("#look").innerText(), new RegExp(TEXT));
      // Without a sentence about it nothing is saved.
      await send(page, "#look button.pri");
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      await page.locator('input[name="summary"]').fill("夜间车辆噪声影响休息");
      await send(page, "#look button.pri");
      await page.goto(own);
      await send(page, 'form:has(input[value="acknowledge"]) button');
      await page.locator('textarea[name="answer"]').fill("夜间十点后不再运输，安排专人检查。");
      await send(page, 'form:has(input[name="do"][value="answer"]) button');
      await go(page, new URL(own).pathname.replace(/\/[^/]+$/, ""));
      if (db === "sqlite") await shots(page, "grievance-list");
      else await axe(page);
      noConsoleErrors(page);
      await page.context().close();
    });

    test("the resident sees the answer with the code", async () => {
      const page = await openPage(browser, PLAIN);
      await go(page, "/c/grievance/status");
      await page.locator('input[name="code"]').fill("2222");
      await send(page, PRI);
      forgive(page, /404/);
      await page.locator('input[name="code"]').fill(sent.code.toLowerCase().replaceAll("-", ""));
      await send(page, PRI);
      const text = await page.locator("main").innerText();
      assert.match(text, /夜间十点后不再运输/);
      assert.match(text, /夜间车辆噪声影响休息/);
      assert.ok(!text.includes(TEXT), "what was written is not repeated");
      await noSidewaysScroll(page);
      noConsoleErrors(page);
      await page.context().close();
    });
  });
}
