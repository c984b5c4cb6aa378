// Files that cannot be taken, in a real browser: the page comes, with everything
// typed and the reason beside the field, and not a broken connection.

import assert from "node:assert/strict";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fill, send } from "./acts.mjs";
import { axe, forgive, noConsoleErrors, openPage, passwordOf, signIn, startBrowser, startServer } from "./harness.mjs";

const NOTE = "巡查两次，现场平稳；这段话写了很久。";

describe("uploads", { timeout: 600_000 }, () => {
  let browser;
  let server;
  let dir;

  before(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "wenping-upload-"));
    server = await startServer();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    if (dir) await rm(dir, { recursive: true });
  });

  /** A file of so many megabytes, without content. */
  async function file(name, mib) {
    const at = path.join(dir, name);
    const handle = await open(at, "w");
    await handle.truncate(mib * 1024 * 1024);
    await handle.close();
    return at;
  }

  async function checkIn(options) {
    const page = await openPage(browser, options);
    await signIn(page, server, "executing", passwordOf(server, "executing"));
    await page.goto(`${server.url}/items?stage=TRACKING`);
    const href = await page.locator('main a[href^="/items/LN-"]').first().getAttribute("href");
    await page.goto(`${server.url}${href.match(/^\/items\/[^/?]+/)[0]}/do/check_in`);
    await fill(page, { report: NOTE, petitions: "2", occurred_on: "2016-12-29" });
    return page;
  }

  for (const [name, options] of [["with script", {}], ["without script", { javaScriptEnabled: false }]]) {
    for (const [what, mib] of [["a little", 21], ["far", 120]]) {
      test(`a file that is ${what} too large, ${name}`, async () => {
        const page = await checkIn(options);
        await page.locator('main input[name="proof"]').setInputFiles(await file(`巡查${mib}.pdf`, mib));
        await send(page, 'form:has([name="_version"]) button.pri[type="submit"]');
        assert.match(await page.title(), /^有错误/);
        assert.equal(await page.locator('[name="report"]').inputValue(), NOTE);
        assert.equal(await page.locator('[name="petitions"]').inputValue(), "2");
        assert.equal(await page.locator('[name="occurred_on"]').inputValue(), "2016-12-29");
        const reason = await page.locator("#f-proof-e").innerText();
        assert.match(reason, new RegExp(`“巡查${mib}.pdf”没有上传：.*不超过 20 MB`));
        if (options.javaScriptEnabled !== false) await axe(page);
        await send(page, 'form:has([name="_version"]) button.pri[type="submit"]');
        assert.doesNotMatch(await page.title(), /^有错误/, "without the file it goes through");
        forgive(page, /422/);
        noConsoleErrors(page);
        await page.context().close();
      });
    }
  }

  test("a file that is not what its name says", async () => {
    const page = await checkIn({});
    await page.locator('main input[name="proof"]').setInputFiles([
      { name: "照片.jpg", mimeType: "image/jpeg", buffer: Buffer.from("MZ\x90\x00\x03\x00", "latin1") },
    ]);
    await send(page, 'form:has([name="_version"]) button.pri[type="submit"]');
    assert.match(await page.locator("#f-proof-e").innerText(), /“照片.jpg”的内容与扩展名不符/);
    assert.equal(await page.locator('[name="report"]').inputValue(), NOTE);
  });
});
