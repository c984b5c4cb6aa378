// A discussion round: a resident on a phone votes on statements without script
// and writes one, a moderator shows it, an officer ends the round and the
// consultation, and everybody reads what was found.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { send } from "./acts.mjs";
import {
  axe, forgive, noConsoleErrors, noSidewaysScroll, openPage, passwordOf, shots, signIn,
  startBrowser, startServer,
} from "./harness.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };
const PLAIN = { ...PHONE, javaScriptEnabled: false };
const OWN = "停车场出口应当装减速带";

for (const db of ["sqlite", "postgres"]) {
  describe(`a discussion round on ${db}`, { timeout: 900_000 }, () => {
    let browser;
    let server;

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

    /** Opens the discussion of the consultation that is open, from the list. */
    async function discussion(page, query = "") {
      await go(page, `/c${query}`);
      await send(page, "ul a.ttl");
      await send(page, 'a.btn[href*="/discuss"]');
    }

    /** The address and the number of the consultation that is open. */
    async function open(page) {
      await go(page, "/c");
      await send(page, "ul a.ttl");
      const address = new URL(page.url()).pathname;
      return [address, address.match(/ln-[a-z]+-\d{4}-\d{5}/)[0].toUpperCase()];
    }

    test("a resident votes on a phone without script and writes a statement", async () => {
      const page = await openPage(browser, PLAIN);
      await discussion(page);
      await noSidewaysScroll(page);
      const statements = await page.locator("main fieldset.q").count();
      assert.ok(statements >= 8, `${statements} statements`);
      // Nothing chosen and nothing written: told, and nothing is stored.
      await send(page, 'form button.pri[type="submit"]');
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      for (const group of await page.locator("main fieldset.q").all()) {
        await group.locator("input").first().check();
      }
      await page.locator('textarea[name="own"]').fill(OWN);
      await send(page, 'form button.pri[type="submit"]');
      const code = await page.locator("#receipt-code").innerText();
      assert.match(code, /^([2-9A-Z]{4}-){4}[2-9A-Z]{4}$/);
      assert.deepEqual(await page.context().cookies(), [], "no cookie");
      await go(page, "/c/receipt");
      await page.locator('input[name="code"]').fill(code);
      await send(page, 'form button.pri[type="submit"]');
      const told = await page.locator("main").innerText();
      assert.match(told, /您的表态(已经保存|在封存的表态里)/);
      assert.doesNotMatch(told, new RegExp(OWN), "not even one's own words");
      noConsoleErrors(page);
      await page.context().close();
    });

    test("the pages are fit for everyone", async () => {
      for (const query of ["", "?size=large", "?lang=en"]) {
        const page = await openPage(browser, PHONE);
        await discussion(page, query);
        assert.ok(!(await page.locator("main").innerText()).includes(OWN), "nobody has read it");
        const mark = query.replace("?", "-").replace("=", "-");
        if (db === "sqlite") await shots(page, `discuss${mark}`);
        else await axe(page);
        noConsoleErrors(page);
        await page.context().close();
      }
      const page = await openPage(browser, PHONE);
      await go(page, "/c");
      await send(page, 'li:has-text("转运站") a.ttl');
      await send(page, 'a[href$="/discuss/results"]');
      assert.match(await page.locator("main").innerText(), /看法相近的第 2 组/);
      await noSidewaysScroll(page);
      if (db === "sqlite") await shots(page, "discuss-results");
      else await axe(page);
      noConsoleErrors(page);
      await page.context().close();
    });

    test("a moderator shows the statement, and the next resident sees it", async () => {
      const page = await openPage(browser);
      await signIn(page, server, "owner", passwordOf(server, "owner"));
      const [, number] = await open(page);
      await go(page, `/items/${number}/survey/round`);
      if (db === "sqlite") await shots(page, "survey-round");
      else await axe(page);
      const queue = 'form:has(input[value="moderate_statement"])';
      for (let n = 0; n < 5 && (await page.locator(queue).count()) > 0; n += 1) {
        await send(page, `${queue} button.pri`);
      }
      assert.equal(await page.locator(queue).count(), 0, "all were looked at");
      noConsoleErrors(page);
      await page.context().close();
      const resident = await openPage(browser, PLAIN);
      await discussion(resident);
      assert.match(await resident.locator("main").innerText(), new RegExp(OWN));
      await resident.context().close();
    });

    test("an officer ends the round, and the result is public with the end of all", async () => {
      const officer = await openPage(browser);
      await signIn(officer, server, "owner", passwordOf(server, "owner"));
      const anyone = await openPage(browser, PHONE);
      const [address, number] = await open(anyone);
      await go(officer, `/items/${number}/survey/round`);
      const close = 'form:has(input[value="close_round"])';
      await officer.locator(`${close} textarea[name="early"]`).fill("演示：提前结束");
      await send(officer, `${close} button[type="submit"]`);
      assert.match(await officer.locator("main").innerText(), /看法相近的第 1 组/);
      await axe(officer);
      await go(anyone, `${address}/discuss/results`);
      assert.doesNotMatch(await anyone.locator("main").innerText(), /看法相近/);
      await go(officer, `/items/${number}/do/close_notice`);
      await officer.locator('main [name="objections"]').fill("0");
      await send(officer, 'form:has([name="objections"]) button.pri[type="submit"]');
      await go(officer, `/items/${number}/survey`);
      await officer
        .locator('form:has(input[value="close"]) textarea[name="early"]')
        .fill("演示：提前截止");
      await send(officer, 'form:has(input[value="close"]) button[type="submit"]');
      await go(anyone, `${address}/discuss/results`);
      const told = await anyone.locator("main").innerText();
      assert.match(told, /看法相近的第 1 组/);
      assert.match(told, /演示：提前结束/);
      await axe(anyone);
      noConsoleErrors(officer);
      noConsoleErrors(anyone);
      await officer.context().close();
      await anyone.context().close();
    });
  });
}
