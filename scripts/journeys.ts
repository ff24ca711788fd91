import { spawn } from 'node:child_process';
import path from 'node:path';

// `npm run journeys -- --locale all`: every journey in every language; `--locale fr`: all in French; without it, each
// in the language that its name fixes. `--overflow`: every page, measured at 320 px and at 200 %, in all languages and the
// pseudo-language; `--overflow -g "admin in fr"` a part of it. Everything else goes to Playwright.
const words = process.argv.slice(2);
const measured = words.indexOf('--overflow');
if (measured >= 0) words.splice(measured, 1, 'e2e/overflow.spec.ts');
const at = words.indexOf('--locale');
const [, locale] = at < 0 ? [] : words.splice(at, 2);

const playwright = path.resolve(import.meta.dirname, '..', 'node_modules', '@playwright', 'test', 'cli.js');
const child = spawn(process.execPath, [playwright, 'test', ...words], {
  cwd: path.resolve(import.meta.dirname, '..'),
  stdio: 'inherit',
  env: { ...process.env, ...(locale ? { JOURNEY_LOCALE: locale } : {}), ...(measured >= 0 ? { OVERFLOW: 'all' } : {}) },
});
child.once('exit', (code) => process.exit(code ?? 1));
