// What an office does with lists: import, views, files, lists by period; and
// what must not go wrong while it does: two at once, a session that ended, a
// second click. With script and, where that is the harder way, without.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { Office, accepted, fill, send } from "./acts.mjs";
import {
  axe, forgive, noConsoleErrors, noSidewaysScroll, openPage, passwordOf, signIn, startBrowser, startServer,
} from "./harness.mjs";

const PLAIN = { javaScriptEnabled: false };
const UNIT = "朝阳市双塔区住房和城乡建设局";
const LIST = `事项名称,承办单位,决策类别,所属领域,地区,拟决策时间,户数
双塔区凌凤街道排水管网改造工程,${UNIT},重大工程项目,交通运输,双塔区,2016年第二季度,30
双塔区路灯节能改造工程,双塔区某个不存在的单位,重大工程项目,能源,双塔区,2016年12月,
=cmd|' /C calc'!A0,${UNIT},,,双塔区,,
南通市海门区供热价格调整方案,海门区发改委,重大政策,价格收费,海门区,,
`;

describe("an office at work", { timeout: 900_000 }, () => {
  let browser;
  let server;
  let office;

  /** A page of someone in a browser of their own. */
  async function desk(username, options = {}) {
    const page = await openPage(browser, options);
    await signIn(page, server, username, passwordOf(server, username));
    return page;
  }

  async function go(page, address) {
    const answer = await page.goto(`${server.url}${address}`);
    assert.equal(answer.status(), 200, `${address}: ${answer.status()}`);
  }

  /** Registers a matter of the owner's unit and returns its number. */
  async function register(page, title) {
    await go(page, "/items/new");
    await fill(page, { title, category: "PROJECT", sector: "PLANNING" });
    await send(page, 'form:has([name="title"]) button.pri[type="submit"]');
    await accepted(page, "register");
    return numberOn(page);
  }

  async function numberOn(page) {
    const number = (await page.locator("main").innerText()).match(/LN-CY-\d{4}-\d{5}/)?.[0];
    assert.ok(number, `no number on ${page.url()}`);
    return number;
  }

  /** How many matters the list finds with a title. */
  async function found(page, title) {
    await go(page, `/items?q=${encodeURIComponent(title)}`);
    return page.locator("main a.ttl").count();
  }

  before(async () => {
    server = await startServer({ db: "sqlite" });
    browser = await startBrowser();
    office = new Office(browser, server, (username) => passwordOf(server, username));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [name, options] of [["with script", {}], ["without script", PLAIN]]) {
    test(`a list is read, explained cell by cell, confirmed and screened, ${name}`, async () => {
      const page = await desk("owner", options);
      const mark = name === "with script" ? "甲" : "乙";
      await go(page, "/items/import");
      const text = LIST.replaceAll("改造工程", `改造工程${mark}`);
      await page.locator('main input[name="file"]').setInputFiles({
        name: `清单${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(text),
      });
      await send(page, 'button.pri[type="submit"]');
      const main = page.locator("main");
      for (const word of ["可以列入 1", "待确认 1", "不予接收 1", "不在地域内 1"]) {
        assert.ok((await main.innerText()).includes(word), `${word} on ${page.url()}`);
      }
      if (options !== PLAIN) await axe(page);
      await noSidewaysScroll(page);
      const rows = page.url();
      const first = page.locator("section.card", { hasText: "排水管网" });
      await first.locator("details summary").click();
      assert.match(await first.locator("details").innerText(), /2016-04-01/, "a quarter is a period");
      await send(page, "form:has([name='row']) button.pri[type='submit']");
      // The open row keeps waiting; what was clear is listed.
      await page.goto(rows);
      assert.match(await main.innerText(), /已列入 1/);
      assert.match(await main.innerText(), /待确认 1/);
      await send(page, 'a[href$="/next"]');
      assert.match(page.url(), /\/screening\?import=/);
      assert.match(await main.innerText(), /系统建议：/);
      assert.ok(await page.locator('[name="answers.Q_PROJECT"][value="yes"]').isChecked());
      const open = page.locator('main fieldset:has(input[type="radio"]):not(:has(input:checked)) input[value="no"]');
      for (let left = await open.count(); left > 0; left = await open.count()) await open.first().check();
      await send(page, 'button[name="do"][value="check"]');
      await send(page, 'button[name="do"][value="propose"]');
      assert.equal(page.url(), rows, "nothing is left to screen, back to the import");
      noConsoleErrors(page);
    });
  }

  test("a view is saved, opened and forgotten", async () => {
    const page = await desk("city", PLAIN);
    await go(page, "/items?stage=TRACKING&level=LOW");
    await fill(page, { name: "低风险跟踪" });
    await send(page, 'form[action="/items/views"] button');
    await go(page, "/items");
    await send(page, 'nav a:text-is("低风险跟踪")');
    assert.match(page.url(), /stage=TRACKING/);
    assert.match(page.url(), /level=LOW/);
    await page.locator("details.more summary").click();
    await send(page, 'details.more form button');
    assert.equal(await page.locator('nav a:text-is("低风险跟踪")').count(), 0);
  });

  test("the list is saved as a file", async () => {
    const page = await desk("city");
    await go(page, "/items?city=211300&sort=number");
    const shown = await page.locator("main .pager").innerText();
    const total = Number(shown.match(/共 ([\d,]+) /)?.[1].replace(",", ""));
    assert.ok(total > 0, shown);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator('main a[href*="format=csv"]').click(),
    ]);
    assert.match(download.suggestedFilename(), /\.csv$/);
    const text = await readFile(await download.path(), "utf8");
    assert.equal((text.match(/^\ufeff?"?LN-|\nLN-/g) ?? []).length, total, "every matter of the list, once");
    noConsoleErrors(page);
  });

  test("lists by period go from the department to the county", async () => {
    const owner = await desk("owner", PLAIN);
    await register(owner, "双塔区口袋公园建设");
    await go(owner, "/lists?year=2016&q=4");
    await owner.locator('main input[name="matters"]').first().check();
    await send(owner, 'button[name="do"][value="report"]');
    assert.match(await owner.locator("main").innerText(), /已报|补报/);
    const county = await desk("county");
    await go(county, "/lists?year=2016&q=4");
    assert.match(await county.locator("main").innerText(), /共 1 件/);
    await axe(county);
    await noSidewaysScroll(county);
    await send(county, 'button[name="do"][value="report"]');
    assert.match(await county.locator("main").innerText(), /补充清单/);
    noConsoleErrors(county);
  });

  test("a screening that was sent back is proposed again", async () => {
    const owner = await office.as("owner");
    const number = await register(owner, "双塔区社区养老服务站布点调整");
    const answer = async (reason) => {
      const page = await office.open("owner", `/items/${number}/screening`);
      const names = await page.locator('main input[type="radio"][value="no"]').evaluateAll((all) => all.map((it) => it.name));
      for (const [n, field] of names.entries()) {
        await page.locator(`main [name="${field}"][value="${n === 0 ? "yes" : "no"}"]`).check();
      }
      await fill(page, { reason });
      await send(page, 'button[name="do"][value="check"]');
      await send(page, 'button[name="do"][value="propose"]');
      await accepted(page, "propose");
    };
    await answer("涉及周边小区");
    const county = await office.open("county", `/items/${number}/screening`);
    const back = county.locator('form:has(button[value="back"])');
    await back.locator("textarea").fill("请补充涉及户数");
    await Promise.all([county.waitForNavigation(), back.locator('button[value="back"]').click()]);
    const again = await office.open("owner", `/items/${number}/screening`);
    assert.match(await again.locator("main").innerText(), /请补充涉及户数/);
    await answer("涉及 120 户，已补充");
    const page = await office.open("county", `/items/${number}/screening`);
    await send(page, 'button[name="do"][value="confirm"]');
    await accepted(page, "confirm");
  });

  test("of two officers the second sees what changed and loses nothing", async () => {
    const first = await desk("owner");
    const second = await desk("owner");
    const number = await register(first, "双塔区农贸市场升级");
    const address = `/items/${number}/do/amend_matter`;
    await go(first, address);
    await go(second, address);
    await fill(first, { title: "双塔区农贸市场升级改造", reason: "更名" });
    await fill(second, { content: "写了很久的决策内容。", reason: "补充内容" });
    await send(first, 'form:has([name="_version"]) button.pri[type="submit"]');
    await accepted(first, "amend");
    await send(second, 'form:has([name="_version"]) button.pri[type="submit"]');
    assert.equal(await second.locator('main [name="content"]').inputValue(), "写了很久的决策内容。");
    assert.equal(await second.locator('main [name="reason"]').inputValue(), "补充内容");
    assert.ok((await second.locator("main .note.warn").count()) > 0, "who was faster, and with what");
    await axe(second);
    forgive(second, /409/);
    await send(second, 'form:has([name="_version"]) button.pri[type="submit"]');
    await accepted(second, "amend again");
    noConsoleErrors(second);
  });

  test("a session that ended costs nothing that was typed", async () => {
    const page = await desk("owner", PLAIN);
    const title = "双塔区会话到期仍保留的事项";
    await go(page, "/items/new");
    await fill(page, { title, category: "PROJECT", sector: "PLANNING", content: "写了一个小时的内容" });
    const context = page.context();
    const session = (await context.cookies()).find((cookie) => cookie.name === "wenping");
    assert.ok(session, "there is a session cookie");
    await context.clearCookies({ name: session.name });
    await send(page, 'form:has([name="title"]) button.pri[type="submit"]');
    assert.doesNotMatch(page.url(), /registered/);
    // Sign in beside it, then send the kept form.
    const beside = await context.newPage();
    await signIn(beside, server, "owner", passwordOf(server, "owner"));
    await send(page, 'form:has([name="title"]) button[type="submit"]');
    assert.match(page.url(), /registered/);
    assert.match(await page.locator("main").innerText(), new RegExp(title));
    assert.equal(await found(page, title), 1);
  });

  for (const [name, options] of [["with script", {}], ["without script", PLAIN]]) {
    test(`a double click registers once, ${name}`, async () => {
      const page = await desk("owner", options);
      const title = `双塔区双击登记一次${name === "with script" ? "甲" : "乙"}`;
      await go(page, "/items/new");
      await fill(page, { title, category: "PROJECT", sector: "PLANNING" });
      await page.locator('main form:has([name="title"]) button.pri[type="submit"]').dblclick();
      await page.waitForURL(/registered/);
      // Back leads to an empty form of its own, not to the one that was sent.
      await page.goBack();
      assert.equal(await page.locator('main [name="title"]').inputValue(), "");
      await page.goForward();
      assert.match(page.url(), /registered/);
      assert.equal(await found(page, title), 1);
    });
  }
});
