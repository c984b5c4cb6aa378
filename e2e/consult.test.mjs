// A resident on a phone: reads what is asked, fills in four short steps without
// script, keeps the receipt and checks it; an officer closes and publishes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
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
    /** The matter whose consultation was published: it may ask again. */
    let asked;

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
      for (const group of await page.locator("main fieldset:not(:has(fieldset))").all()) {
        const input = group.locator("input");
        if (await input.count()) await input.first().check();
      }
      // Each place of a ranking takes another choice.
      for (const [at, place] of (await page.locator("main fieldset select").all()).entries()) {
        await place.selectOption({ index: at + 1 });
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

    /** The number of the matter whose consultation is open. */
    async function openNumber(page) {
      await notice(page);
      return page.url().match(/ln-[a-z]+-\d{4}-\d{5}/)[0].toUpperCase();
    }

    test("a moderator reads one text after the other", async () => {
      const page = await openPage(browser);
      await signIn(page, server, "owner", passwordOf(server, "owner"));
      const number = await openNumber(page);
      await go(page, `/items/${number}/survey/texts`);
      if (db === "sqlite") await shots(page, "survey-texts");
      else await axe(page);
      const queue = page.locator('form:has(input[value="moderate"])');
      // A text is not redacted without a reason, and what was typed stays.
      await queue.locator('input[value="REDACTED"]').check();
      await queue.locator('select[name="fault"]').selectOption("");
      await queue.locator('textarea[name="shown"]').fill("隐去之后的文字");
      await send(page, 'form:has(input[value="moderate"]) button.pri');
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      assert.equal(await queue.locator('textarea[name="shown"]').inputValue(), "隐去之后的文字");
      await queue.locator('select[name="fault"]').selectOption("PERSONAL_DATA");
      await send(page, 'form:has(input[value="moderate"]) button.pri');
      for (let n = 0; n < 5; n += 1) {
        await send(page, 'form:has(input[value="moderate"]) button.pri');
      }
      assert.ok(await page.locator('form:has(input[value="topic"])').count(), "texts are grouped");
      noConsoleErrors(page);
      await page.context().close();
    });

    test("two clerks type the same paper, and it is counted once", async () => {
      const pages = [];
      for (const name of ["owner", "agency"]) {
        const page = await openPage(browser);
        await signIn(page, server, name, passwordOf(server, name));
        pages.push(page);
      }
      const number = await openNumber(pages[0]);
      const say = ["等另一位|再录一遍", "已计入"];
      for (const [at, page] of pages.entries()) {
        await go(page, `/items/${number}/survey/entry`);
        if (at === 0 && db === "sqlite") await shots(page, "survey-entry");
        await page.locator('input[name="sheet"]').fill("17");
        await choose(page);
        await send(page, 'form:has(input[name="sheet"]) button.pri[type="submit"]');
        assert.match(await page.locator("main").innerText(), new RegExp(say[at]));
      }
      noConsoleErrors(pages[0]);
      for (const page of pages) await page.context().close();
    });

    test("an entry made by mistake is left out by two officials", async () => {
      const pages = [];
      for (const name of ["owner", "agency"]) {
        const page = await openPage(browser);
        await signIn(page, server, name, passwordOf(server, name));
        pages.push(page);
      }
      const [owner, agency] = pages;
      const number = await openNumber(owner);
      await go(owner, `/items/${number}/survey/excluded`);
      const form = owner.locator('form:has(input[value="propose"])');
      await form.locator('select[name="cause"]').selectOption("ENTRY_ERROR");
      await form.locator('input[name="sheets"]').fill("没有编号");
      await form.locator('textarea[name="reason"]').fill("录错了问卷");
      await send(owner, 'form:has(input[value="propose"]) button.pri');
      await owner.locator('[role="alert"]').waitFor();
      forgive(owner, /422/);
      assert.equal(await form.locator('textarea[name="reason"]').inputValue(), "录错了问卷");
      await form.locator('input[name="sheets"]').fill("17");
      await send(owner, 'form:has(input[value="propose"]) button.pri');
      assert.equal(await owner.locator('form:has(input[value="confirm"])').count(), 0, "four eyes");
      if (db === "sqlite") await shots(owner, "survey-excluded");
      else await axe(owner);
      await go(agency, `/items/${number}/survey/excluded`);
      await send(agency, 'form:has(input[value="confirm"]) button.pri');
      assert.match(await agency.locator("#excluded").innerText(), /1 份：录入有误/);
      for (const page of pages) {
        noConsoleErrors(page);
        await page.context().close();
      }
    });

    test("the record of the moderation can be taken out and holds no words", async () => {
      const page = await openPage(browser);
      await signIn(page, server, "owner", passwordOf(server, "owner"));
      const number = await openNumber(page);
      await go(page, `/items/${number}/survey`);
      const form = page.locator('form:has(input[value="log"])');
      await form.locator('textarea[name="log_reason"]').fill("核查");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        form.locator('button[type="submit"]').click(),
      ]);
      const lines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
      assert.match(lines[0], /number,day,consultation,question,decision,reason/);
      assert.ok(lines.length > 3, `${lines.length} lines`);
      assert.doesNotMatch(lines.slice(1).join(), /[\u4e00-\u9fff]/u, "codes and no words");
      noConsoleErrors(page);
      await page.context().close();
    });

    test("a file of answers is put right and then taken in", async () => {
      const page = await openPage(browser);
      await signIn(page, server, "owner", passwordOf(server, "owner"));
      const number = await openNumber(page);
      const address = `/items/${number}/survey/import`;
      const answer = await page.request.get(`${server.url}/items/${number}/survey/template?format=csv`);
      const heads = (await answer.text()).trim().split(",");
      const row = (sheet, attitude) =>
        heads.map((head) => ({ sheet, stratum: "G01", ATT: attitude })[head.replace("\ufeff", "").split(" ")[0]] ?? "");
      const bring = async (...rows) => {
        await go(page, address);
        const text = [heads, ...rows].map((cells) => cells.join(",")).join("\n");
        await page.locator('input[name="file"]').setInputFiles({
          name: "意见.csv", mimeType: "text/csv", buffer: Buffer.from(text),
        });
        await send(page, 'form:has(input[name="file"]) button.pri[type="submit"]');
      };
      await bring(row("901", "也许"), row("902", "支持"));
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      assert.match(await page.locator("#wrong").innerText(), /不在选项里/);
      if (db === "sqlite") await shots(page, "survey-import");
      else await axe(page);
      await bring(row("901", "反对"), row("902", "支持"));
      assert.match(page.url(), /\/survey\/import\/[0-9a-f]{64}$/, await page.locator("main").innerText());
      await axe(page);
      await send(page, 'form button.pri[type="submit"]');
      assert.match(await page.locator("main").innerText(), /计入 2 份/);
      noConsoleErrors(page);
      await page.context().close();
    });

    test("answers leave row by row with a reason and nothing else", async () => {
      const page = await openPage(browser);
      await signIn(page, server, "owner", passwordOf(server, "owner"));
      const number = await openNumber(page);
      await go(page, `/items/${number}/survey`);
      const form = page.locator('form:has(input[value="export"])');
      await form.locator('textarea[name="reason"]').fill("核对统计");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        form.locator('button[type="submit"]').click(),
      ]);
      const lines = (await readFile(await download.path(), "utf8")).trim().split(/\r?\n/);
      assert.match(lines[0], /stratum,channel,/);
      assert.ok(lines.length > 10, `${lines.length} lines`);
      assert.doesNotMatch(lines.join(), /\d{4}-\d{2}-\d{2}/, "no day");
      await go(page, `/c`);
      for (const sheet of ["poster", "paper"]) {
        await notice(page);
        await go(page, `${new URL(page.url()).pathname}/${sheet}`);
        if (db === "sqlite") await shots(page, `consult-${sheet}`);
        else await axe(page);
      }
      await page.context().close();
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
      asked = number;
      // The notice comes down first: only then does the assessment take counts.
      await go(officer, `/items/${number}/do/close_notice`);
      await officer.locator('main [name="objections"]').fill("0");
      await send(officer, 'form:has([name="objections"]) button.pri[type="submit"]');
      await go(officer, `/items/${number}/survey/texts`);
      await officer.locator('input[name="topic"]').first().fill("施工扬尘");
      await send(officer, 'form:has(input[value="topic"]) >> nth=0 >> button[type="submit"]');
      await go(officer, `/items/${number}/consultation`);
      assert.match(await officer.locator("main").innerText(), /施工扬尘/);
      // Its discussion round is ended first.
      await go(officer, `/items/${number}/survey/round`);
      const round = 'form:has(input[value="close_round"])';
      await officer.locator(`${round} textarea[name="early"]`).fill("演示：提前结束");
      await send(officer, `${round} button[type="submit"]`);
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

    /** The same case asks once more, by letter. */
    test("a household answers once by its letter", async () => {
      const number = asked;
      const officer = await openPage(browser);
      await signIn(officer, server, "owner", passwordOf(server, "owner"));
      await go(officer, `/items/${number}/survey`);
      const form = officer.locator('form:has(input[value="prepare"])');
      await form.locator('select[name="questionnaire"]').selectOption({ index: 1 });
      await form.locator('[name="title"]').fill("再请您提一次意见");
      await form.locator('[name="about"]').fill("方案改过了，还没有决定。");
      // The demonstration stands on the last working day of 2016.
      await form.locator('[name="from"]').fill("2016-12-30");
      await form.locator('[name="to"]').fill("2016-12-31");
      await form.locator('[name="shortened"]').fill("示例理由");
      await form.locator('input[name="letters"]').check();
      await send(officer, 'form:has(input[value="prepare"]) button.pri');
      const wrong = officer.locator("main .emsg, main .note.bad");
      assert.deepEqual(await wrong.allInnerTexts(), [], "the questionnaire by letter is taken");
      const print = officer.locator('form:has(input[value="letters"]):has([name="count"])');
      await print.locator('[name="count"]').fill("3");
      await print.locator('[name="paper"]').selectOption("PAGE");
      await send(officer, 'form:has([name="count"]) button[type="submit"]');
      if (db === "sqlite") await shots(officer, "survey-letters");
      else await axe(officer);
      const codes = await officer.locator(".letter p.mono.b").allInnerTexts();
      assert.equal(codes.length, 3);
      for (const code of codes) assert.match(code, /^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/);
      await go(officer, `/items/${number}/survey`);
      await send(officer, 'form:has(input[value="open"]) button[type="submit"]');

      const page = await openPage(browser, PLAIN);
      const address = `/c/${number.toLowerCase()}-a1-2`;
      await go(page, address);
      assert.match(await page.locator("main").innerText(), /不是技术上的保证/);
      const fill = async (code) => {
        await go(page, `${address}/q/1`);
        for (let step = 1; step < 4; step += 1) {
          await choose(page);
          await next(page);
        }
        await page.locator('input[name="a.letter"]').fill(code);
        await next(page);
      };
      await fill("");
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      await page.locator('input[name="a.letter"]').fill(codes[1].toLowerCase().replaceAll("-", " "));
      await next(page);
      assert.match(await page.locator("#receipt-code").innerText(), /^([2-9A-Z]{4}-){4}/);
      await fill(codes[1]);
      assert.match(await page.locator("main").innerText(), /这个代码已经用过/);
      forgive(page, /422/);
      // One consultation ends before the next begins.
      await go(officer, `/items/${number}/survey`);
      await officer.locator('form:has(input[value="close"]) textarea[name="early"]').fill("演示：提前截止");
      await send(officer, 'form:has(input[value="close"]) button[type="submit"]');
      noConsoleErrors(page);
      noConsoleErrors(officer);
      await page.context().close();
      await officer.context().close();
    });

    /** Sends the form of the builder that has this field or button. */
    async function press(page, button) {
      await send(page, `button[name="do"][value="${button}"] >> nth=0`);
    }

    async function word(page, fields) {
      await send(page, 'a.btn.pri[href$="/q/new"]');
      for (const [name, value] of Object.entries(fields)) {
        const control = page.locator(`main [name="${name}"]`).first();
        if (["kind", "step"].includes(name)) await control.selectOption(value);
        else if (name === "required") await control.check();
        else await control.fill(value);
      }
      await send(page, 'form button.pri[type="submit"]');
    }

    test("an officer builds a questionnaire of all kinds, and a resident answers it", async () => {
      const page = await openPage(browser);
      await signIn(page, server, "owner", passwordOf(server, "owner"));
      const number = asked;
      const form = `/items/${number}/survey/form`;
      await go(page, form);
      await page.locator('main select[name="template"]').selectOption("FACILITY");
      await send(page, 'form:has(input[value="start"]) button[type="submit"]');
      await go(page, `${form}?bank=all`);
      await press(page, "add FIRST");
      await word(page, {
        kind: "MATRIX", words: "下面这些影响，您担心吗？", step: "2", required: "yes",
        choices: "不担心 | No\n担心 | Yes", rows: "噪声 | Noise\n灰尘 | Dust",
      });
      // What asks who somebody is cannot be saved, and what was typed stays.
      await word(page, { kind: "TEXT", words: "请留下姓名", step: "3" });
      await page.locator('[role="alert"]').waitFor();
      forgive(page, /422/);
      assert.equal(await page.locator('main [name="words"]').inputValue(), "请留下姓名");
      if (db === "sqlite") await shots(page, "survey-question");
      else await axe(page);
      await go(page, form);
      if (db === "sqlite") await shots(page, "survey-form");
      else await axe(page);
      await send(page, `a[href$="/preview/1"]`);
      for (let step = 1; step <= 4; step += 1) {
        assert.match(await page.locator("main").innerText(), /不保存/);
        await choose(page);
        if (step === 3 && db === "sqlite") await shots(page, "survey-preview");
        await next(page);
      }
      assert.match(await page.locator("main").innerText(), /预览到这里结束/);

      await go(page, `/items/${number}/survey`);
      await page.locator('select[name="questionnaire"]').selectOption("OWN");
      await page.locator('[name="title"]').fill("演示：自编问卷");
      await page.locator('[name="about"]').fill("还没有决定。");
      await page.locator('form:has(input[value="prepare"]) [name="from"]').fill("2016-12-30");
      await page.locator('form:has(input[value="prepare"]) [name="to"]').fill("2017-01-10");
      await page.locator('[name="shortened"]').fill("演示");
      await send(page, 'form:has(input[value="prepare"]) button[type="submit"]');
      await send(page, 'form:has(input[value="open"]) button[type="submit"]');
      const link = page.locator('main .card-h a[href^="/c/"]').first();
      const address = await link.getAttribute("href");
      noConsoleErrors(page);
      await page.context().close();

      const phone = await openPage(browser, PLAIN);
      await go(phone, address);
      await send(phone, "a.btn.pri");
      for (let step = 1; step <= 4; step += 1) {
        await noSidewaysScroll(phone);
        await choose(phone);
        await next(phone);
      }
      assert.match(await phone.locator("#receipt-code").innerText(), /^[2-9A-Z]{4}-/);
      noConsoleErrors(phone);
      await phone.context().close();
    });
  });
}
