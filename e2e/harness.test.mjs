// The harness has to be able to fail: each assertion is shown a page that
// breaks it and one that does not.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import {
  axe,
  forgive,
  noConsoleErrors,
  noSidewaysScroll,
  openPage,
  passwordOf,
  signIn,
  startBrowser,
} from "./harness.mjs";

const good = (body) => `<!doctype html><html lang="zh-Hans"><head><title>页面</title>
  <link rel="icon" href="data:,"></head><body><main><h1>标题</h1>${body}</main></body></html>`;

const LOGIN = good(`<form method="post"><label>账号 <input name="username"></label>
  <label>密码 <input name="password" type="password"></label>
  <button type="submit">登录</button></form>`);

const PAGES = {
  "/good": good("<p>正文</p>"),
  "/wide": good('<div style="width: 3000px">宽</div>'),
  "/noisy": good("<script>console.error('坏了')</script>"),
  "/broken": good("<script>missing()</script>"),
  "/foreign": good('<img alt="外站图片" src="http://127.0.0.2:1/x.png">'),
  "/unlabelled": good("<input>"),
  "/login": LOGIN,
};

let browser;
let site;
let server;

before(async () => {
  site = createServer((request, response) => {
    let body = "";
    request.on("data", (data) => (body += data));
    request.on("end", () => {
      if (request.method === "POST" && body.includes("password=right")) {
        response.writeHead(303, { location: "/good" }).end();
      } else {
        const page = PAGES[request.url];
        const headers = {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": request.url === "/good" ? "default-src 'none'; img-src data:" : "",
        };
        response.writeHead(page ? 200 : 404, headers).end(page ?? "");
      }
    });
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  server = { url: `http://127.0.0.1:${site.address().port}` };
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  site?.close();
});

async function open(path) {
  const page = await openPage(browser);
  await page.goto(server.url + path, { waitUntil: "load" });
  return page;
}

test("a good page passes everything, under a strict policy", async () => {
  const page = await open("/good");
  await axe(page);
  await noSidewaysScroll(page);
  noConsoleErrors(page);
});

test("a page that is too wide is found", async () => {
  await assert.rejects(noSidewaysScroll(await open("/wide")), /3000px/);
});

test("console messages, broken scripts and foreign hosts are found", async () => {
  for (const [path, reason] of [["/noisy", /坏了/], ["/broken", /missing/], ["/foreign", /foreign host/]]) {
    const page = await open(path);
    await page.waitForTimeout(100);
    assert.throws(() => noConsoleErrors(page), reason, path);
  }
});

test("a provoked trouble can be taken back, once", async () => {
  const page = await open("/noisy");
  forgive(page, /坏了/);
  noConsoleErrors(page);
  assert.throws(() => forgive(page, /坏了/), /nothing to forgive/);
});

test("a field without a label is found", async () => {
  await assert.rejects(axe(await open("/unlabelled")), /label/);
});

test("signing in succeeds or says why not", async () => {
  const page = await openPage(browser);
  await assert.rejects(signIn(page, server, "zhang", "wrong"), /refused/);
  await signIn(page, server, "zhang", "right");
  assert.equal(new URL(page.url()).pathname, "/good");
});

test("sign-ins are read from what the demonstration prints", () => {
  const printed = { output: () => "市级稳评办  shi.banan  Pw-1234\n专家 | expert.a | s3cret\n" };
  assert.equal(passwordOf(printed, "shi.banan"), "Pw-1234");
  assert.equal(passwordOf(printed, "expert.a"), "s3cret");
  assert.throws(() => passwordOf(printed, "nobody"), /no sign-in/);
});
