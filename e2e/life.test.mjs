// The life of two matters, from the list to the closed file, through the pages,
// with the right person at each step, on both databases.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Office, accepted, fill, send } from "./acts.mjs";
import { forgive, noConsoleErrors, passwordOf, readmeScreenshot, shots, startBrowser, startServer } from "./harness.mjs";

const PROOF = {
  name: "公示照片.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("公示栏照片说明：张贴于社区公示栏。\n"),
};
const EXPERTS = ["expert1", "expert2", "expert3"];
const REVIEWERS = ["expert4", "expert5", "expert6", "expert7", "expert8"];

/** Registers a matter and returns its number. */
async function register(office, values) {
  const page = await office.open("owner", "/items/new");
  await fill(page, values);
  await send(page, 'form:has([name="title"]) button.pri[type="submit"]');
  await accepted(page, "register");
  const number = (await page.locator("main").innerText()).match(/LN-CY-2016-\d{5}/)?.[0];
  assert.ok(number, `no number on ${page.url()}`);
  return number;
}

/** Answers every question, "yes" to those whose words match. */
async function propose(office, number, yes, on) {
  const page = await office.open("owner", `/items/${number}/screening`);
  const codes = await page
    .locator('main input[type="radio"][value="yes"]')
    .evaluateAll((all) => all.map((it) => ({ name: it.name, words: it.closest("fieldset")?.textContent ?? "" })));
  assert.ok(codes.length > 3, "there are questions");
  for (const { name, words } of codes) {
    await page.locator(`main [name="${name}"][value="${yes.test(words) ? "yes" : "no"}"]`).check();
  }
  await fill(page, { occurred_on: on });
  await send(page, 'button[name="do"][value="check"]');
  await send(page, 'button[name="do"][value="propose"]');
  await accepted(page, "propose");
}

async function confirm(office, number, on) {
  const page = await office.open("county", `/items/${number}/screening`);
  await fill(page, { confirmed_on: on });
  await send(page, 'button[name="do"][value="confirm"]');
  await accepted(page, "confirm");
}

/** A hearing: it is closed only with list, papers and a confirmed record. */
async function hearing(office, number) {
  await office.act("owner", number, "announce_hearing", {
    occurred_on: "2016-09-13", on: "2016-09-20", place: "街道礼堂",
    selection: "各小区报名后公开抽签，每个小区三名。", selection_on: "2016-09-05",
  });
  await office.act("owner", number, "prepare_hearing", {
    occurred_on: "2016-09-13", hearing: /礼堂/, list_sha256: "5f".repeat(32), list_on: "2016-09-08",
    papers_on: "2016-09-12",
  });
  await office.act("owner", number, "record_activity", {
    occurred_on: "2016-09-20", kind: "HEARING", on: "2016-09-20", place: "街道礼堂", hearing: /礼堂/,
    attendance: "12", "groups.0.group": "周边小区居民", "groups.0.size": "12",
    minutes: "逐项陈述、质询、答复。", proof: PROOF,
  });
  const page = await office.open("owner", `/items/${number}/do/close_hearing`);
  await fill(page, { occurred_on: "2016-09-20", hearing: /礼堂/ });
  await send(page, 'form:has([name="_version"]) button.pri[type="submit"]');
  assert.match(await page.locator("main").innerText(), /还不齐全/);
  forgive(page, /4\d\d/);
  await office.act("owner", number, "confirm_minutes", {
    occurred_on: "2016-09-20", activity: /礼堂/, confirmed_by: "PARTICIPANTS", confirmed_on: "2016-09-20",
  });
  await office.act("owner", number, "close_hearing", { occurred_on: "2016-09-20", hearing: /礼堂/ });
  const shown = await office.open("owner", `/items/${number}/consultation`);
  assert.match(await shown.locator("main").innerText(), /已办结/);
}

/** A panel rates: alone, then opened, then closed. */
async function panel(office, number, stage, p, q, on) {
  await office.act("owner", number, "open_panel", {
    occurred_on: on, stage, experts: [/甲/, /乙/, /丙/],
  });
  for (const expert of EXPERTS) {
    const page = await office.open(expert, `/items/${number}/do/rate_blind`);
    for (const field of await page.locator('main input[name^="ratings."]').all()) {
      const name = await field.getAttribute("name");
      await field.fill(name.endsWith(".p") ? p : q);
    }
    await send(page, 'form button.pri[type="submit"]');
    await accepted(page, `${expert} rates`);
  }
  await office.act("owner", number, "open_discussion");
  await office.act("owner", number, "close_panel", { occurred_on: on, minutes: "专家组讨论后维持各自评分。" });
}

async function factors(office, number, on) {
  await office.act("owner", number, "identify_factor", {
    occurred_on: on, name: "异味与臭气扰民", phase: "OPERATION", cause: "转运站距最近居民楼 120 米，夏季作业有异味。",
  });
  await office.act("owner", number, "identify_factor", {
    occurred_on: on, name: "运输车辆噪声与交通安全", phase: "OPERATION", cause: "日进出车辆约 60 车次。",
  });
  await office.act("owner", number, "close_identification", { occurred_on: on });
}

async function determine(office, number, stage, on) {
  await office.act("owner", number, "determine_level", {
    occurred_on: on, stage, overall: "LOW", event: "LOW", participants: "10",
  });
}

async function measures(office, number, on) {
  await office.act("owner", number, "set_measure", {
    occurred_on: on, factors: true, title: "安装除臭设备并封闭作业", hierarchy: "REDUCE",
    owner: /双塔区环境保护局/, start: "2016-10-08", due: "2016-12-20", acceptance: "第三方检测达标",
  });
  await office.act("owner", number, "close_measures", {
    occurred_on: on, contingency: "区政府牵头成立应急小组，异味投诉 2 小时内到场处置。",
  });
}

async function report(office, number, on) {
  const page = await office.open("owner", `/items/${number}/do/freeze_report`);
  const texts = page.locator('main textarea[name^="sections."]');
  for (const text of await texts.all()) await text.fill("本节内容见各步骤记录，结论由数据计算得出。");
  await fill(page, { occurred_on: on, recommends: "IMPLEMENT" });
  await send(page, 'form button.pri[type="submit"]');
  await accepted(page, "report");
}

async function review(office, number, on, names, people) {
  await office.act("county", number, "convene_review", { occurred_on: on, reviewers: names });
  for (const person of people) {
    await office.act(person, number, "declare_conflict", { free: "yes" });
    await office.act(person, number, "cast_vote", { vote: "PASS", opinion: "调查充分，措施可行，同意通过。" });
  }
  await office.act("county", number, "conclude_review", { occurred_on: on, minutes: "各位评审人一致通过。" });
}

/** What follows the filing is the same for both procedures. */
async function afterFiling(office, number) {
  await office.act("leader", number, "decide", {
    occurred_on: "2016-12-05", meeting: "双塔区政府第 18 次常务会议", conclusion: "IMPLEMENT",
  });
  await office.act("executing", number, "report_progress", {
    occurred_on: "2016-12-19", measure: /M1/, status: "DONE", note: "设备已安装，检测合格。", proof: PROOF,
  });
  await office.act("executing", number, "check_in", {
    occurred_on: "2016-12-20", report: "现场运行平稳，未收到新的集中反映。", petitions: "0",
  });
  await office.act("executing", number, "complete", { occurred_on: "2016-12-26", summary: "项目建成投用。" });
}

async function gate(office, number, cleared) {
  const page = await office.open("approval", "/gate");
  await fill(page, { number });
  if ((await page.locator('main [name="gate"]').count()) > 0) await fill(page, { gate: "APPROVAL" });
  await send(page, 'form:has([name="number"]) button.pri[type="submit"]');
  const verdict = page.locator("main .verdict");
  await verdict.waitFor();
  assert.match(await verdict.innerText(), cleared ? /核验通过/ : /核验不通过/);
  return page;
}

for (const db of ["sqlite", "postgres"]) {
  describe(`the life of a matter on ${db}`, { timeout: 900_000 }, () => {
    let browser;
    let server;
    let office;

    before(async () => {
      server = await startServer({ db });
      browser = await startBrowser();
      office = new Office(browser, server, (username) => passwordOf(server, username));
    });
    after(async () => {
      await browser?.close();
      await server?.stop();
    });

    test("a general matter, from listing to archive", async () => {
      const number = await register(office, {
        title: "双塔区龙翔路生活垃圾转运站新建工程", category: "PROJECT", sector: "NIMBY",
        planned: "2016年12月", households: "2163", persons: "6100", content: "日转运 150 吨，占地 6.2 亩。",
        occurred_on: "2016-08-01",
      });
      await gate(office, number, false);
      await propose(office, number, /邻避设施|群众利益且/, "2016-08-02");
      await confirm(office, number, "2016-08-04");
      await office.act("owner", number, "adopt_plan", {
        occurred_on: "2016-08-08", scope: "转运站周边 500 米内 4 个小区。", "groups.0.name": "周边小区居民",
        "groups.0.size": "6100", "groups.0.direct": true, "groups.0.kind": "RESIDENTS",
        "groups.0.influence": "LOW", "groups.0.affected": "HIGH", methods: ["QUESTIONNAIRE", "SEMINAR"],
        sample_target: "300", from: "2016-08-09", to: "2016-10-31", third_party: /./,
      });
      await office.act("owner", number, "publish_notice", {
        occurred_on: "2016-08-10", place: "龙翔社区公示栏", text: "关于转运站新建工程的公示。",
        from: "2016-08-10", to: "2016-09-12", proof: PROOF,
      });
      await office.act("owner", number, "close_notice", {
        occurred_on: "2016-09-12", notice: /./, objections: "3", proof: PROOF,
      });
      await office.act("owner", number, "record_activity", {
        occurred_on: "2016-09-15", kind: "QUESTIONNAIRE", on: "2016-09-14", place: "4 个小区", attendance: "320",
        "tallies.0.group": "周边小区居民", "tallies.0.counts.SUPPORT": "210", "tallies.0.counts.OPPOSE": "40",
        "tallies.0.counts.CONDITIONAL": "60", minutes: "发放问卷 330 份，回收有效 320 份。", proof: PROOF,
      });
      await office.act("owner", number, "record_activity", {
        occurred_on: "2016-09-19", kind: "SEMINAR", on: "2016-09-18", place: "社区会议室", attendance: "24",
        minutes: "居民代表主要关心异味与车辆。", proof: PROOF,
      });
      await office.act("owner", number, "confirm_minutes", {
        occurred_on: "2016-09-19", activity: /会议室/, confirmed_by: "HOST", confirmed_on: "2016-09-19",
      });
      await office.act("owner", number, "record_opinion", {
        occurred_on: "2016-09-19", topic: "担心夏季异味影响生活", count: "16", raised_at: /会议室/,
      });
      await hearing(office, number);
      await office.act("owner", number, "answer_opinion", {
        occurred_on: "2016-09-20", index: /异味/, disposition: "ADOPTED", reply: "加装除臭设备并封闭作业。",
      });
      await office.act("owner", number, "close_consultation", {
        occurred_on: "2016-09-21", summary: "多数支持，主要意见为异味与交通。",
      });
      await factors(office, number, "2016-09-22");
      await panel(office, number, "INITIAL", "0.6", "0.5", "2016-09-26");
      await office.act("owner", number, "set_weights", { occurred_on: "2016-09-26", source: "专家讨论，等权。" });
      await determine(office, number, "INITIAL", "2016-09-27");
      await measures(office, number, "2016-09-29");
      await panel(office, number, "AFTER", "0.3", "0.4", "2016-10-10");
      await determine(office, number, "AFTER", "2016-10-11");
      await report(office, number, "2016-10-14");
      await review(office, number, "2016-10-20", [/丁/, /戊/, /己/, /庚/, /辛/], REVIEWERS);
      await office.act("owner", number, "submit_filing", { occurred_on: "2016-10-24", packet: true });
      // The office returns the papers with coded reasons; they are mended and come again.
      await office.act("county", number, "return_filing", {
        occurred_on: "2016-10-26", reasons: [/材料不齐/, /公示期限/], note: "公示证明缺少照片日期，请补正。",
      });
      const returned = await office.open("owner", `/items/${number}/filing`);
      assert.match(await returned.locator("main").innerText(), /材料不齐[^]*公示证明缺少照片日期/);
      await office.act("owner", number, "submit_filing", { occurred_on: "2016-10-27", packet: true });
      await office.act("county", number, "accept_filing", { occurred_on: "2016-10-28", note: "材料齐全，准予备案。" });
      await office.act("owner", number, "request_legality", { occurred_on: "2016-11-01" });
      await office.act("legality", number, "answer_legality", {
        occurred_on: "2016-11-16", opinion: "LAWFUL", note: "权限、程序、内容均合法。",
      });
      await gate(office, number, true);
      await afterFiling(office, number);
      await office.act("supervisor", number, "post_evaluate", {
        occurred_on: "2016-12-28", level_was_right: "yes", findings: "风险预判准确，措施有效。",
        shortened: "项目规模小，年底前结案需要。",
      });
      await office.act("archivist", number, "archive", { occurred_on: "2016-12-29", leaves: "186", note: "区档案室" });
      const page = await office.open("city", `/items/${number}`);
      assert.match(await page.locator("main").innerText(), /归档|已归档/);
    });

    test("a simplified matter, from listing to archive", async () => {
      const number = await register(office, {
        title: "双塔区长江路社区公园便民设施提升", category: "PROJECT", sector: "PLANNING",
        planned: "2016年第四季度", households: "30", persons: "90", occurred_on: "2016-09-01",
      });
      await propose(office, number, /群众利益且/, "2016-09-02");
      await confirm(office, number, "2016-09-05");
      await office.act("owner", number, "publish_notice", {
        occurred_on: "2016-09-12", place: "长江路社区公示栏", text: "便民设施提升公示。",
        from: "2016-09-12", to: "2016-09-30", proof: PROOF,
      });
      await office.act("owner", number, "close_notice", {
        // The only notice is chosen already.
        occurred_on: "2016-09-30", objections: "0", proof: PROOF,
      });
      await factors(office, number, "2016-10-08");
      await panel(office, number, "INITIAL", "0.3", "0.3", "2016-10-10");
      await office.act("owner", number, "set_weights", { occurred_on: "2016-10-10", source: "等权。" });
      await determine(office, number, "INITIAL", "2016-10-11");
      await measures(office, number, "2016-10-12");
      await panel(office, number, "AFTER", "0.2", "0.3", "2016-10-14");
      await determine(office, number, "AFTER", "2016-10-17");
      await report(office, number, "2016-10-18");
      await review(office, number, "2016-10-21", [/丁/, /戊/], ["expert4", "expert5"]);
      await office.act("owner", number, "submit_filing", { occurred_on: "2016-10-24", packet: true });
      await office.act("county", number, "accept_filing", { occurred_on: "2016-10-28", note: "准予备案。" });
      await afterFiling(office, number);
      const page = await office.open("city", `/items/${number}`);
      assert.match(await page.locator("main").innerText(), /简化/);
      await office.act("archivist", number, "archive", { occurred_on: "2016-12-29", leaves: "40", note: "区档案室" });
    });
  });
}
