// A resident on a phone: reads what is asked, fills in four short steps without
// script, keeps the receipt and checks it; an officer closes and publishes.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { send } from "./acts.mjs";
import {
  axe, forgive, noConsoleErrors, noSidewaysScroll, openPage, passwordOf, shots, signIn,
  startBrowser, startServer,
} from "./harness.mjs";
import { holds } from "./proof.mjs";

const PHONE = { viewport: { width: 390, height: 844 } };
const PLAIN = { ...PHONE, javaScriptEnabled: false };

for (const db of ["sqlite", "postgres"]) {
  describe(`a public consultation on ${db}`, { timeout: 900_000 }, () => {
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

    /** Opens the consultation that is open, from the list. */
    async function notice(page, query = "") {
      await go(page, `/c${query}`);
      await send(page, "ul a.ttl");
    }

    /** Chooses the first thing offered in every question of the step. */
    async function choose(page) {
      for (const group of await page.locator("main fieldset.q").all()) {
        await group.locator("input").first().check();
      }
    }

    async function next(page) {
      await send(page, 'form button.pri[type="submit"]');
    }

    test("a resident answers on a phone without script and checks the receipt", async () => {
      const page = await openPage(browser, PLAIN);
      await notice(page);
      await send(page, "a.btn.pri");
      // One wrong step: nothing chosen.
      await next(page);
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      for (let step = 1; step <= 4; step += 1) {
        assert.match(await page.locator("main").innerText(), new RegExp(`第 ${step} 步`));
        await noSidewaysScroll(page);
        await choose(page);
        await next(page);
      }
      const code = await page.locator("#receipt-code").innerText();
      assert.match(code, /^([2-9A-Z]{4}-){4}[2-9A-Z]{4}$/);
      assert.deepEqual(await page.context().cookies(), [], "no cookie");
      await go(page, "/c/receipt");
      await page.locator('input[name="code"]').fill(code.toLowerCase().replaceAll("-", ""));
      await next(page);
      assert.match(await page.locator("main").innerText(), /您的意见(已经保存|在封存的意见里)/);
      noConsoleErrors(page);
      await page.context().close();
    });

    test("the pages are fit for everyone", async () => {
      for (const query of ["", "?size=large", "?lang=en"]) {
        const page = await openPage(browser, PHONE);
        const mark = query.replace("?", "-").replace("=", "-");
        await notice(page, query);
        if (db === "sqlite") await shots(page, `consult${mark}`);
        await send(page, "a.btn.pri");
        await choose(page);
        await next(page);
        await choose(page);
        await next(page);
        if (db === "sqlite") await shots(page, `consult-step${mark}`);
        else await axe(page);
        noConsoleErrors(page);
        await page.context().close();
      }
    });

    test("a published result and a sealed receipt can be checked by others", async () => {
      const officer = await openPage(browser);
      await signIn(officer, server, "owner", passwordOf(server, "owner"));
      const page = await openPage(browser, PHONE);
      await notice(page);
      const address = new URL(page.url()).pathname;
      await send(page, "a.btn.pri");
      for (let step = 1; step <= 4; step += 1) {
        await choose(page);
        await next(page);
      }
      const code = await page.locator("#receipt-code").innerText();

      const number = address.match(/ln-[a-z]+-\d{4}-\d{5}/)[0].toUpperCase();
      // The notice comes down first: only then does the assessment take counts.
      await go(officer, `/items/${number}/do/close_notice`);
      await officer.locator('main [name="objections"]').fill("0");
      await send(officer, 'form:has([name="objections"]) button.pri[type="submit"]');
      await go(officer, `/items/${number}/survey`);
      if (db === "sqlite") await shots(officer, "survey");
      await officer.locator('form:has(input[value="close"]) textarea[name="early"]').fill("演示：提前截止");
      await send(officer, 'form:has(input[value="close"]) button[type="submit"]');
      await officer.locator('textarea[name="statement"]').fill("意见已逐条研究。");
      await send(officer, 'form:has(input[value="publish"]) button[type="submit"]');

      await go(page, "/c/receipt");
      await page.locator('input[name="code"]').fill(code);
      await next(page);
      assert.match(await page.locator("main").innerText(), /在封存的意见里/);
      await axe(page);
      const proof = JSON.parse(await page.locator("#proof").evaluate((it) => it.textContent));
      assert.ok(holds(proof), "the proof holds");
      assert.ok(!holds({ ...proof, position: proof.position - 1 }), "and for no other place");

      await go(page, `${address}/results`);
      assert.match(await page.locator("main").innerText(), /份意见/);
      if (db === "sqlite") await shots(page, "consult-results");
      noConsoleErrors(page);
      noConsoleErrors(officer);
      await page.context().close();
      await officer.context().close();
    });
  });
}
