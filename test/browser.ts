import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import type { LaunchOptions } from '@playwright/test';
import tar from 'tar-stream';

/**
 * What Playwright needs to launch the Chromium that npm brought. Unpacks it at the first call (2 s), next to the
 * packages; safe when several processes call at once.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  const folder = await unpacked();
  const executablePath = path.join(folder, 'chromium');
  // Without a language of its own the browser can name no saved file outside of ASCII.
  const env = { ...process.env, LC_ALL: 'C.UTF-8', FONTCONFIG_FILE: path.join(folder, 'fonts.conf') } as Record<string, string>;
  // Only where the system lacks what the browser is linked to: its own libraries are the better match.
  if (!(await starts(executablePath, env))) env.LD_LIBRARY_PATH = path.join(folder, 'lib');
  return { executablePath, env, args: [...words], headless: true };
}

/** The package's own words switch off web security and put all in one process: pages would not be tested as they are. */
const words = [
  // Its sandbox needs a user that is not root and rights that containers do not give.
  '--no-sandbox',
  // Containers have a small /dev/shm.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--hide-scrollbars',
  // The same glyphs on every machine.
  '--font-render-hinting=none',
];

async function unpacked(): Promise<string> {
  const packed = path.dirname(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(path.join(packed, 'package.json'), 'utf8')) as { version: string };
  const cache = path.resolve(packed, '..', '..', '.cache');
  const folder = path.join(cache, `chromium-${version}`);
  if (await exists(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  await chmod(draft, 0o755);
  const open = (name: string) => [createReadStream(path.join(packed, 'bin', name)), createBrotliDecompress()] as const;
  await pipeline(...open('chromium.br'), createWriteStream(path.join(draft, 'chromium'), { mode: 0o755 }));
  for (const name of ['fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) await pipeline(...open(name), extractTo(draft));
  await writeFile(path.join(draft, 'fonts.conf'), fontSettings(folder));
  // Complete or absent; whoever comes second throws theirs away.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
  return folder;
}

/** Its own font first, so that pages look alike everywhere; the system's for signs that it lacks. */
function fontSettings(folder: string): string {
  const [fonts, cache] = ['fonts', 'fonts-cache'].map((name) => path.join(folder, name).replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  return `<?xml version="1.0"?>
<fontconfig>
  <dir>${fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
}

function extractTo(folder: string) {
  const extract = tar.extract();
  extract.on('entry', (header, stream, next) => {
    const target = path.join(folder, path.join('/', header.name));
    if (header.type !== 'file') {
      stream.on('end', next).resume();
      return;
    }
    mkdir(path.dirname(target), { recursive: true })
      .then(() => pipeline(stream, createWriteStream(target, { mode: header.mode ?? 0o644 })))
      .then(() => next(), next);
  });
  return extract;
}

async function starts(executablePath: string, env: Record<string, string>): Promise<boolean> {
  return promisify(execFile)(executablePath, ['--version'], { env }).then(
    () => true,
    () => false,
  );
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
