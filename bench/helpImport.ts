import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { alone, type Measure } from './measure.ts';

const files = 10_000;

/** An article of some twenty sentences, with a table, a list and a note, in the form that comes along. */
function article(n: number): string {
  let id = 103;
  const pair = (own: string, source: string) => {
    const each = `${(n % 0xfffff).toString(16).padStart(5, '0')}-${id++}`;
    return `<span data-ttu-id="${each}">${own}</span><span class="sxs-lookup"><span data-stu-id="${each}">${source}</span></span>`;
  };
  const sentence = (k: number) =>
    pair(
      `La porte **${n}** s’ouvre à l’heure ${k}, voir [l’horaire](https://freight.example/${k}).`,
      `Gate **${n}** opens at ${k}, see [the hours](https://freight.example/${k}).`,
    );
  const row = (k: number) => `|${pair(`Porte ${k}`, `Gate ${k}`)}|[${pair('Ouvrir', 'Open')}](gate-${(n + k) % files}.md)|`;
  return [
    `---\ntitle: Porte ${n}\nms.topic: article\ndescription: La porte ${n}.\nms.contentlocale: fr-FR\n---`,
    `# <a name="gate-${n}"></a>${pair(`Porte ${n}`, `Gate ${n}`)}`,
    [1, 2, 3, 4].map(sentence).join(' '),
    `## <a name="steps"></a>${pair('Étapes', 'Steps')}`,
    [1, 2, 3, 4].map((k) => `${k}. ${sentence(k)}`).join('\n'),
    `>[!NOTE]\n>${sentence(9)}`,
    `|${pair('Porte', 'Gate')}|${pair('Lien', 'Link')}|\n|---|---|\n${[1, 2, 3].map(row).join('\n')}`,
  ].join('\n\n');
}

/** `entente help import` of ten thousand files into an empty center, from the first file read to the last row kept. */
export const helpImportMeasure: Measure = {
  name: 'help_import',
  about: 'Ten thousand bilingual files become articles',
  async run({ quick, say }) {
    const count = quick ? files / 10 : files;
    const root = await mkdtemp(join(os.tmpdir(), 'entente-import-'));
    const entente = (...args: string[]): Promise<number | null> =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [join(import.meta.dirname, '../src/main.cli.ts'), ...args], {
          env: { ...process.env, DATA_DIR: join(root, 'data'), DATABASE_URL: '' },
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let said = '';
        child.stdout.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-500)));
        child.on('error', reject).on('exit', (code) => {
          say(`  ${said.trim().split('\n').at(-1) ?? ''}`);
          resolve(code);
        });
      });
    try {
      await mkdir(join(root, 'articles', 'fr-fr'), { recursive: true });
      for (let n = 0; n < count; n++) await writeFile(join(root, 'articles', 'fr-fr', `gate-${n}.md`), article(n));
      await entente('migrate');
      const begun = performance.now();
      const code = await entente('help', 'import', join(root, 'articles'));
      const seconds = (performance.now() - begun) / 1000;
      if (code !== 0) throw new Error('files were refused');
      return [alone(quick ? 'help.import, 1,000 files' : 'help.import, 10,000 files', 's', Math.round(seconds * 10) / 10, quick ? 6 : 60)];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};
