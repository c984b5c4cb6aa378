// Every main page in every size and theme: no violation of accessibility rules,
// no sideways scroll, a quiet console, a picture to look at.

import { after, before, describe, test } from "node:test";
import { Office } from "./acts.mjs";
import { noConsoleErrors, passwordOf, readmeScreenshot, shots, startBrowser, startServer } from "./harness.mjs";

const LISTS = [
  ["owner", "/tasks", "tasks"],
  ["city", "/items", "items"],
  ["city", "/lists", "lists"],
  ["owner", "/items/import", "import"],
  ["owner", "/items/new", "register"],
  ["city", "/measures", "measures"],
  ["city", "/overview", "overview"],
  ["approval", "/gate", "gate"],
  ["province", "/rules", "rules"],
  ["province", "/rules?part=procedures", "rules-part"],
  ["sysadmin", "/admin/units", "units"],
  ["secadmin", "/admin/users", "users"],
  ["auditor", "/admin/security", "security"],
];

const PARTS = [
  "", "/screening", "/plan", "/consultation", "/risk", "/measures", "/report", "/review", "/filing", "/tracking",
  "/audit",
];

describe("pages", { timeout: 900_000 }, () => {
  let browser;
  let server;
  let office;

  before(async () => {
    server = await startServer({ db: "sqlite" });
    browser = await startBrowser();
    office = new Office(browser, server, (username) => passwordOf(server, username));
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [who, address, name] of LISTS) {
    test(`${address} as ${who}`, async () => {
      const page = await office.open(who, address);
      await shots(page, name);
      noConsoleErrors(page);
    });
  }

  test("the parts of a case", async () => {
    const list = await office.open("county", "/items?stage=TRACKING");
    const first = await list.locator('main a[href^="/items/LN-"]').first().getAttribute("href");
    const number = first.match(/LN-[A-Z]+-\d{4}-\d{5}/)[0];
    for (const part of PARTS) {
      const page = await office.open("county", `/items/${number}${part}`);
      await shots(page, `case${part.replace("/", "-")}`);
      noConsoleErrors(page);
    }
    await readmeScreenshot(await office.open("county", `/items/${number}/risk`));
  });

  test("the same pages in English", async () => {
    for (const address of ["/items?lang=en", "/tasks", "/rules"]) {
      const page = await office.open("province", address);
      await shots(page, `en-${address.replace(/\W+/g, "")}`);
      noConsoleErrors(page);
    }
  });
});
