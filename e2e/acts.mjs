// Carrying out acts through the forms of the product, as its users do.

import assert from "node:assert/strict";
import { openPage, signIn } from "./harness.mjs";

/** People at work, each with a browser context of their own. */
export class Office {
  constructor(browser, server, password) {
    this.browser = browser;
    this.server = server;
    this.password = password;
    this.pages = new Map();
  }

  /** The page of a person, signed in once. */
  async as(username) {
    let page = this.pages.get(username);
    if (!page) {
      page = await openPage(this.browser);
      await signIn(page, this.server, username, this.password(username));
      this.pages.set(username, page);
    }
    return page;
  }

  /** Opens an address as a person. */
  async open(username, address) {
    const page = await this.as(username);
    const answer = await page.goto(`${this.server.url}${address}`);
    assert.equal(answer.status(), 200, `${username} opens ${address}: ${answer.status()}`);
    return page;
  }

  /** Carries out an act with its form; the form must be accepted. */
  async act(username, number, code, values = {}, query = "") {
    const address = `/items/${number}/do/${code}${query}`;
    const page = await this.open(username, address);
    await fill(page, values);
    await send(page, `form:has([name="_version"]) button.pri[type="submit"]`);
    await accepted(page, `${username} ${code}`);
    return page;
  }
}

/** Fills fields by name: text, days, choices, boxes and files alike. */
export async function fill(page, values) {
  for (const [name, value] of Object.entries(values)) {
    const fields = page.locator(`main [name="${name}"]:not([type="hidden"])`);
    // Acts that are done at once, such as a vote, cannot be stated for another day.
    if (name === "occurred_on" && (await fields.count()) === 0) continue;
    assert.ok((await fields.count()) > 0, `${page.url()} has no field ${name}`);
    const first = fields.first();
    const tag = await first.evaluate((it) => it.tagName.toLowerCase());
    const type = (await first.getAttribute("type")) ?? "";
    if (tag === "select") {
      await choose(first, value);
    } else if (type === "checkbox" || type === "radio") {
      await tick(page, name, value);
    } else if (type === "file") {
      await first.setInputFiles(value);
    } else {
      await first.fill(String(value));
    }
  }
}

/** Chooses by value, or by the words when given as a pattern. */
async function choose(select, value) {
  if (!(value instanceof RegExp)) return select.selectOption(value);
  const options = await select.locator("option").evaluateAll((all) =>
    all.map((it) => ({ value: it.value, words: it.textContent.trim() })),
  );
  const found = options.find((it) => it.value !== "" && value.test(it.words));
  assert.ok(found, `no option like ${value} among ${options.map((it) => it.words).join(" | ").slice(0, 400)}`);
  return select.selectOption(found.value);
}

/** Ticks one value, several, all (`true`), or so many (`{count}`), or by words. */
async function tick(page, name, value) {
  const boxes = page.locator(`main [name="${name}"]`);
  const wanted = Array.isArray(value) ? value : [value];
  if (value === true || value?.count) {
    const count = value === true ? await boxes.count() : value.count;
    const from = value?.from ?? 0;
    for (let n = from; n < from + count; n += 1) await boxes.nth(n).check();
    return;
  }
  for (const one of wanted) {
    if (one instanceof RegExp) {
      const words = page.locator(`main label:has([name="${name}"])`).filter({ hasText: one });
      await words.first().locator(`[name="${name}"]`).check();
    } else {
      await page.locator(`main [name="${name}"][value="${one}"]`).check();
    }
  }
}

/** Sends the form of a button and waits for the answer. */
export async function send(page, selector) {
  await Promise.all([page.waitForNavigation(), page.locator(`main ${selector}`).first().click()]);
}

/** The form was taken: no summary of errors, no refusal. */
export async function accepted(page, what) {
  const wrong = page.locator("main .err-sum, main .note.bad, main .emsg");
  if ((await wrong.count()) > 0 && /\/do\/|\/panel\/|\/new|\/screening/.test(page.url())) {
    const words = await wrong.allInnerTexts();
    assert.fail(`${what} was refused at ${page.url()}:\n${words.join("\n")}`);
  }
  const title = await page.title();
  assert.doesNotMatch(title, /出错|错误|冲突|无权|error/i, `${what}: ${title}`);
}
