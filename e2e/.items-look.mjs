import { chromium } from "playwright-core";
const base = process.argv[2]; const out = "/tmp/w/items-run/shots/";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--headless","--no-sandbox","--disable-gpu","--disable-quic","--no-first-run"] });
async function as(user, opts = {}) {
  const c = await b.newContext({ viewport: { width: 1440, height: 1000 }, locale: "zh-CN", reducedMotion: "reduce", ...opts });
  const p = await c.newPage();
  p.on("console", m => { if (["error","warning"].includes(m.type())) console.log("CONSOLE", user, m.text().slice(0,200)); });
  await p.goto(base + "/login"); 
  await p.fill("input[name=username]", user); await p.fill("input[name=password]", "Wenping-2016!");
  await p.click("main button[type=submit], form[action*=login] button");
  await p.waitForLoadState();
  return p;
}
async function shot(p, url, name) {
  const r = url ? await p.goto(base + url) : null;
  const w = await p.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  console.log(name, r ? r.status() : "", await p.title(), w ? "SIDEWAYS" : "");
  await p.screenshot({ path: out + name + ".png", fullPage: true });
}
const steps = process.argv.slice(3);
const has = s => steps.length === 0 || steps.includes(s);
if (has("list")) {
  const p = await as("city"); await shot(p, "/items", "items");
  const first = await p.$$eval("a.ttl", a => a.slice(0, 60).map(x => x.getAttribute("href")));
  console.log(first.length, first[0]);
  await shot(p, first[0], "case0");
  const rated = await p.goto(base + "/items?stage=TRACKING").then(() => p.$$eval("a.ttl", a => a.map(x => x.getAttribute("href"))));
  console.log("tracking", rated.length);
  if (rated[0]) { await shot(p, rated[0], "case-tracking"); await shot(p, rated[0] + "/screening", "screening-done"); }
  await shot(p, "/items?q=zzz", "items-empty");
  const q = await as("city", { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  await shot(q, "/items", "items-390-dark"); await shot(q, rated[0] || first[0], "case-390-dark"); await shot(q, (rated[0] || first[0]) + "/screening", "screening-390");
  await shot(q, "/items?lang=en", "items-390-en"); await shot(q, rated[0] || first[0], "case-390-en");
}
if (has("new")) {
  const p = await as("owner"); await shot(p, "/items/new", "new");
  await p.click("main form button.pri"); await p.waitForLoadState(); await shot(p, null, "new-errors");
  await p.fill("[name=title]", "双塔区老旧小区供热管网改造（测试）"); await p.selectOption("[name=category]", "PROJECT"); await p.selectOption("[name=sector]", "HOUSING_PROPERTY");
  await p.fill("[name=planned]", "2017年第一季度"); await p.fill("[name=households]", "120");
  await p.click("main form button.pri"); await p.waitForLoadState(); await shot(p, null, "registered"); console.log(p.url());
  const no = decodeURIComponent(p.url().split("/").at(-2)); console.log(no);
  await shot(p, `/items/${no}`, "case-new"); await shot(p, `/items/${no}/screening`, "screening-form");
  await p.click("main form button.pri"); await p.waitForLoadState(); await shot(p, null, "screening-errors");
  const names = await p.$$eval("input[type=radio]", i => [...new Set(i.map(x => x.name))]);
  for (const n of names) await p.check(`input[name="${n}"][value=${n === names.at(-1) ? "yes" : "no"}]`);
  await p.click("main form button.pri"); await p.waitForLoadState(); await shot(p, null, "screening-check");
  await p.click("button[value=propose]"); await p.waitForLoadState(); await shot(p, null, "screening-proposed"); console.log(p.url());
  const c = await as("county"); await shot(c, `/items/${no}/screening`, "screening-confirm");
  await c.click("button[value=confirm]"); await c.waitForLoadState(); await shot(c, null, "screening-confirmed"); console.log(c.url());
}
if (has("import")) {
  const p = await as("owner"); await shot(p, "/items/import", "import"); 
  await p.setInputFiles("input[type=file]", process.env.FILE || "/work/shared/cases/real_catalogue.csv"); await p.click("main form button.pri"); await p.waitForLoadState(); await shot(p, null, "import-rows"); console.log(p.url());
  await p.screenshot({ path: out + "import-rows-top.png" });
  await shot(p, "/lists", "lists");
}
await b.close();
