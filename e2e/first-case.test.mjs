// The first part of docs/FIRST_CASE.md, as a newcomer clicks it: from the task
// list, without typing an address.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Office, accepted, fill, send } from "./acts.mjs";
import { noConsoleErrors, passwordOf, startBrowser, startServer } from "./harness.mjs";

const MATTER = "朝阳市双塔区村卫生室标准化改造";

/** From the task list to the form of an act, by clicking. */
async function walk(office, username, act) {
  const page = await office.open(username, "/tasks");
  await page.locator("main a", { hasText: MATTER }).first().click();
  await page.waitForLoadState();
  if (!/\/do\//.test(page.url())) {
    await page.locator("main a", { hasText: act }).first().click();
    await page.waitForLoadState();
  }
  return page;
}

for (const args of [[], ["--today"]]) {
  describe(`the first case ${args.join(" ")}`, { timeout: 600_000 }, () => {
    let browser;
    let server;
    let office;

    before(async () => {
      server = await startServer({ args });
      browser = await startBrowser();
      office = new Office(browser, server, (username) => passwordOf(server, username));
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    test("a matter that waits is submitted, filed and checked at the gate", async () => {
      let page = await walk(office, "owner", "报送备案");
      const number = page.url().match(/LN-[A-Z]+-\d{4}-\d{5}/)?.[0];
      assert.ok(number, page.url());
      await fill(page, { packet: true });
      await send(page, 'form:has([name="_version"]) button.pri[type="submit"]');
      await accepted(page, "submit_filing");

      page = await walk(office, "county", "予以备案");
      await fill(page, { note: "材料齐全，准予备案。" });
      await send(page, 'form:has([name="_version"]) button.pri[type="submit"]');
      await accepted(page, "accept_filing");

      page = await office.open("approval", "/gate");
      await fill(page, { number });
      if ((await page.locator('main [name="gate"]').count()) > 0) await fill(page, { gate: "APPROVAL" });
      await send(page, 'form:has([name="number"]) button.pri[type="submit"]');
      assert.match(await page.locator("main .verdict").innerText(), /核验通过/);
      noConsoleErrors(page);
    });

    test("the foot of a page says how much of 2016 is there, counted", async () => {
      const page = await office.open("owner", "/tasks");
      const foot = await page.locator("footer").innerText();
      const said = foot.match(/2016 年评估 ([\d,]+) 件/)?.[1];
      assert.ok(said, foot);
      assert.match(foot, /这只是一部分/);
      const year = await office.open("supervisor", "/overview?year=2016");
      assert.ok((await year.locator("main").innerText()).includes(said), `${said} is on the overview`);
    });
  });
}
