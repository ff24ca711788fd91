import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BYTE_ORDER_MARK, csvCell, csvLine, csvText } from './csv.ts';

/** Reads a line as RFC 4180 says. */
function read(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '',
    quoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at++;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',') {
      rows.at(-1)?.push(cell);
      cell = '';
    } else if (letter === '\r' && text[at + 1] === '\n') {
      rows.at(-1)?.push(cell);
      cell = '';
      rows.push([]);
      at++;
    } else cell += letter;
  }
  rows.pop();
  return rows;
}

test('no cell is run as a formula', () => {
  for (const evil of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n@x', '＝1+1', '=HYPERLINK("http://x","y")'])
    expect(read(csvLine([evil]))[0]?.[0], evil).toBe(`'${evil}`);
  for (const plain of ['Ana', '3,5', 'a=b', '', '中文', 'x-y']) expect(read(csvLine([plain]))[0]?.[0]).toBe(plain);
  expect(csvCell('plain')).toBe('plain');
});

test('whatever is in a cell comes back, and breaks neither line nor column', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const text = csvText(rows);
      expect(text.startsWith(BYTE_ORDER_MARK)).toBe(true);
      const back = read(text.slice(1));
      expect(back.map((row) => row.map((cell) => cell.replace(/^'(?=[\s\u0000-\u001f]*[=+\-@＝＋－＠]|[\t\r\n])/, '')))).toEqual(
        rows.map((row) => row.map((cell) => cell.replace(/^'(?=[\s\u0000-\u001f]*[=+\-@＝＋－＠]|[\t\r\n])/, ''))),
      );
    }),
  );
});
