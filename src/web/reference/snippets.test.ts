import { expect, test } from 'vitest';
import { sampleOf } from './sample.ts';
import { snippetOf } from './snippets.ts';

const shown = { method: 'POST', url: 'https://center.example/api/a/1/x', keyed: true, body: { name: "L’atelier d'Ana", ok: true, none: null, list: [1] } };

test('a copied line holds a name for the credential, and what is between quotes stays between them', () => {
  expect(snippetOf('curl', shown)).toBe(
    `curl -X POST 'https://center.example/api/a/1/x' \\
  -H "Authorization: Bearer $ENTENTE_TOKEN" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -H 'Content-Type: application/json' \\
  --data '{"name":"L’atelier d'\\''Ana","ok":true,"none":null,"list":[1]}'`,
  );
  expect(snippetOf('node', shown)).toContain('authorization: `Bearer ${env.ENTENTE_TOKEN}`');
  expect(snippetOf('python', shown)).toContain('"ok": True,');
});

test('a sample fits its schema: what is required, the first of a choice, and an end where a shape holds itself', () => {
  const schemas = {
    Tree: {
      type: 'object',
      properties: { id: { type: 'string', format: 'uuid' }, below: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
      required: ['id'],
    },
  };
  expect(sampleOf({ $ref: '#/components/schemas/Tree' }, schemas)).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(JSON.stringify(sampleOf({ $ref: '#/components/schemas/Tree' }, schemas, { whole: true })).length).toBeLessThan(1_000);
  expect(sampleOf({ anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: 'null' }] }, {})).toBe('a');
});
