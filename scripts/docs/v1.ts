import { documented, keyOf, statesOf } from '../../src/v1/table.ts';
import { rows } from '../../src/v1/rows.ts';

const callers: Readonly<Record<string, string>> = { N: 'npm', J: 'Java', P: 'PowerShell', D: '.NET' };
const clientsOf = (letters: string): string =>
  letters
    .split(' ')
    .flatMap((letter) => callers[letter] ?? [])
    .join(', ') || '–';

/** Every documented call of the wire-compatible API, and what becomes of it; from the table and the rows that answer. */
export function v1Page(): string {
  const states = statesOf(rows);
  const count = (state: string) => [...states.values()].filter((each) => each === state).length;
  const lines = documented.map(
    (each) => `| ${each.area} | ${each.method} | \`${each.path}\` | ${clientsOf(each.clients)} | ${states.get(keyOf(each)) ?? 'not yet'} |`,
  );
  return `# The Partner Center REST API that existing programs speak

Generated from \`src/v1/endpoints.csv\` and the rows that answer. Of ${documented.length} documented calls ${count('served')} are served,
${count('empty')} answer as for somebody who has nothing of the kind yet (a list is empty, one thing is not found), and ${count('not yet')} answer 404, code 1000.

The last column: \`served\` reads or writes real records; \`empty\` gives the documented shape without any; \`not yet\` is not answered.

| Area | Method | Path | Known callers | Here |
|---|---|---|---|---|
${lines.join('\n')}
`;
}
