// The server that a browser test talks to: its own folder, its own port and,
// on PostgreSQL, its own databases.

import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** How long a demonstration may take to fill itself and answer. */
const START_MS = 300_000;

/**
 * Starts `wenping demo` in a fresh folder on a free port and waits until the
 * sign-in page answers.
 *
 * @param {{db?: "sqlite" | "postgres", args?: string[], env?: object}} options
 * @returns {Promise<{url: string, dir: string, db: string, output: () => string,
 *   restart: () => Promise<void>, stop: () => Promise<void>}>}
 */
export async function startServer({ db = "sqlite", args = [], env = {} } = {}) {
  const dir = await mkdtemp(path.join(tmpdir(), "wenping-e2e-"));
  const databases = db === "postgres" ? await createDatabases() : null;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = ["demo", "--data", dir, "--port", String(port), ...args];
  const settings = { ...ownEnvironment(), ...databases?.env, ...env };
  let process_ = await launch(command, settings, url);
  return {
    url,
    dir,
    db,
    output: () => process_.output(),
    restart: async () => {
      await process_.stop();
      process_ = await launch(command, settings, url);
    },
    stop: async () => {
      await process_.stop();
      await databases?.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function launch(args, env, url) {
  const binary = process.env.WENPING_TEST_BINARY ?? path.join(ROOT, "target", "release", "wenping");
  const child = spawn(binary, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let ended = null;
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  child.on("error", (error) => (ended = String(error)));
  child.on("exit", (code, signal) => (ended = `exit code ${code ?? signal}`));

  const deadline = Date.now() + START_MS;
  while (!(await answers(`${url}/login`))) {
    if (ended !== null) throw new Error(`wenping ended before it answered (${ended})\n${output}`);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`wenping did not answer within ${START_MS / 1000} s\n${output}`);
    }
    await pause(100);
  }
  const stop = async () => {
    if (ended !== null) return;
    const exit = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await exit;
    clearTimeout(late);
  };
  return { output: () => output, stop };
}

async function answers(url) {
  try {
    return (await fetch(url, { redirect: "manual" })).status === 200;
  } catch {
    return false;
  }
}

/** The environment without settings of the product, which refuses unknown ones. */
function ownEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("WENPING_"));
  return Object.fromEntries(kept);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Two fresh databases, one for the record and one for public answers. */
async function createDatabases() {
  const server = process.env.WENPING_TEST_POSTGRES;
  if (!server) {
    throw new Error("WENPING_TEST_POSTGRES names no server; `cargo xtask test` starts one");
  }
  const sql = (text) => run("psql", ["--no-psqlrc", "--quiet", "--command", text, server]);
  const stem = `e2e_${randomBytes(6).toString("hex")}`;
  const names = [`${stem}_record`, `${stem}_answers`];
  for (const name of names) await sql(`CREATE DATABASE ${name}`);
  const address = (name) => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    env: {
      WENPING_STORAGE_DATABASE_URL: address(names[0]),
      WENPING_STORAGE_ANSWERS_URL: address(names[1]),
    },
    drop: async () => {
      for (const name of names) await sql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/**
 * The password that the demonstration printed for a user name: the word after
 * the name, on the line that holds it.
 */
export function passwordOf(server, username) {
  for (const line of server.output().split("\n")) {
    const words = line.split(/[\s|│/:：,，]+/u).filter(Boolean);
    const at = words.indexOf(username);
    if (at >= 0 && words[at + 1]) return words[at + 1];
  }
  throw new Error(`the demonstration printed no sign-in for ${username}\n${server.output()}`);
}
