#!/usr/bin/env node
// The way in for every npm script: plain JavaScript for Node 20 or newer, without dependencies. Installs what is
// missing or outdated, then goes on under the Node that the project brings, which runs TypeScript as it is.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const modules = path.join(root, 'node_modules');
const mark = path.join(modules, '.entente-lock');
const [word = '', ...rest] = process.argv.slice(2);

await main();

async function main() {
  if (Number.parseInt(process.versions.node, 10) < 20) fail('Entente needs Node 20 or newer to start.', 1);
  const forTests = ['test', 'check', 'run'].includes(word);
  if (!isInstalled(forTests)) await installOnce(forTests);
  if (word === 'install') return;
  const [file, args] = target();
  handOver(findNode(), [path.resolve(root, file), ...args]);
}

/** What to run, and with which words. */
function target() {
  if (word === 'test') return ['scripts/check.ts', ['--with-tests', ...rest]];
  if (word === 'check') return ['scripts/check.ts', rest];
  if (word === 'run') {
    const [file = fail('run needs a file.', 2), ...args] = rest;
    return [file, args];
  }
  return ['src/main.cli.ts', process.argv.slice(2)];
}

function isInstalled(forTests) {
  // In production npm leaves out what only tests need.
  if (forTests && !existsSync(path.join(modules, 'vitest'))) return false;
  return existsSync(mark) && readFileSync(mark, 'utf8') === lockHash();
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
}

/** Two starts at once must not install into the same folder: the second waits for the first. */
async function installOnce(forTests) {
  const name = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const lock = path.join(os.tmpdir(), `entente-install-${name}-${process.getuid?.() ?? 0}`);
  for (let told = false; !take(lock); await wait(500)) {
    if (!told) console.log('Waiting for another install of this folder to end …');
    told = true;
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once('exit', release);
  if (!isInstalled(forTests)) await install(forTests);
  process.removeListener('exit', release);
  release();
}

function take(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(path.join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isAbandoned(lock) {
  try {
    const pid = Number(readFileSync(path.join(lock, 'pid'), 'utf8'));
    // Between making the folder and writing the number there is a moment.
    if (!pid) return Date.now() - statSync(lock).mtimeMs > 5_000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    if (error.code === 'ESRCH') return true;
    return error.code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 5_000;
  }
}

async function install(forTests) {
  console.log(existsSync(modules) ? 'Updating packages with npm install …' : 'Installing packages with npm install (about 30 s, once) …');
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const progress = setInterval(() => console.log(`… still installing (${seconds()} s)`), 10_000);
  // Not `npm ci`: a lock written on one system lacks other systems' optional packages, and ci refuses such a lock.
  // Errors only: the packages ask for a newer Node than npm may run on, and bring that Node themselves.
  const words = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...(forTests ? ['--include=dev'] : [])];
  const npm = process.env.npm_execpath;
  const [program, args] = npm?.endsWith('.js') ? [process.execPath, [npm, ...words]] : ['npm', words];
  const code = await new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', (error) => fail(`npm could not be run: ${error.message}`, 1));
    child.once('exit', (status) => resolve(status ?? 1));
  });
  clearInterval(progress);
  if (code !== 0) fail(`npm install failed (code ${code}); its own words stand above.`, code);
  writeFileSync(mark, lockHash());
  console.log(`Packages are ready (${seconds()} s).`);
}

/** Node from npm; where install scripts were barred its file stands in the package for this system only. */
function findNode() {
  const own = `node-${process.platform}-${process.arch}`;
  const places = [path.join('node', 'bin'), path.join('node', 'node_modules', own, 'bin'), path.join(own, 'bin')];
  const found = places.map((place) => path.join(modules, place, 'node')).find((file) => existsSync(file));
  if (found) return found;
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  return fail('The package "node" brought no program for this system. Install Node 24 or newer and start again.', 1);
}

function handOver(node, args) {
  // What the runtime has compiled once it keeps: the next start takes half the time.
  const compiled = path.join(modules, '.cache', 'compiled');
  const env = { NODE_COMPILE_CACHE: compiled, ...process.env, PATH: `${path.join(modules, '.bin')}${path.delimiter}${process.env.PATH ?? ''}` };
  // Where Node can, it becomes the other program: no idle process stays between the terminal and the server.
  if (typeof process.execve === 'function') process.execve(node, [node, ...args], env);
  const child = spawn(node, args, { stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT']) {
    // Ctrl-C in a terminal reaches the child by itself; twice would look like impatience.
    process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
  }
  child.once('error', (error) => fail(`${node} could not be run: ${error.message}`, 1));
  child.once('exit', (code, signal) => {
    for (const name of ['SIGTERM', 'SIGHUP', 'SIGINT']) process.removeAllListeners(name);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code ?? 1);
  });
}

function fail(message, code) {
  console.error(message);
  process.exit(code);
}
