/** A call as it is shown to be made by a program. */
export interface Shown {
  readonly method: string;
  readonly url: string;
  /** Absent: none is sent. */
  readonly body?: unknown;
  /** Whether it is to carry a key that makes it happen once. */
  readonly keyed?: boolean;
}

export const languages = ['curl', 'node', 'python'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Readonly<Record<Language, string>> = { curl: 'curl', node: 'Node.js', python: 'Python' };

/** Between single quotes a shell reads everything as it stands but a single quote. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** What a credential would be is a variable of the reader's: a copied line must never hold one. */
export function curlOf({ method, url, body, keyed }: Shown): string {
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`,
    '-H "Authorization: Bearer $ENTENTE_TOKEN"',
    ...(keyed ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `--data ${quoted(JSON.stringify(body))}`]),
  ].join(' \\\n  ');
}

const indented = (value: unknown, by: string) => JSON.stringify(value, null, 2).replaceAll('\n', `\n${by}`);

function nodeOf({ method, url, body, keyed }: Shown): string {
  const headers = [
    'authorization: `Bearer ${env.ENTENTE_TOKEN}`',
    ...(keyed ? [`'idempotency-key': crypto.randomUUID()`] : []),
    ...(body === undefined ? [] : [`'content-type': 'application/json'`]),
  ];
  return `import { env } from "node:process";

const answer = await fetch(${JSON.stringify(url)}, {
  method: '${method}',
  headers: {
    ${headers.join(',\n    ')},
  },${body === undefined ? '' : `\n  body: JSON.stringify(${indented(body, '  ')}),`}
});
if (!answer.ok) throw new Error(\`\${answer.status} \${await answer.text()}\`);
console.log(await answer.json());`;
}

const pythonic: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'None' };
function pythonValue(value: unknown, by: string): string {
  if (Array.isArray(value)) return value.length ? `[${value.map((each) => pythonValue(each, by)).join(', ')}]` : '[]';
  if (typeof value === 'object' && value) {
    const members = Object.entries(value).map(([key, each]) => `${by}    ${JSON.stringify(key)}: ${pythonValue(each, `${by}    `)},`);
    return members.length ? `{\n${members.join('\n')}\n${by}}` : '{}';
  }
  const text = JSON.stringify(value) ?? 'None';
  return pythonic[text] ?? text;
}

function pythonOf({ method, url, body, keyed }: Shown): string {
  const imports = ['json', 'os', 'urllib.request', ...(keyed ? ['uuid'] : [])];
  const headers = [
    `"Authorization": f"Bearer {os.environ['ENTENTE_TOKEN']}",`,
    ...(keyed ? ['"Idempotency-Key": str(uuid.uuid4()),'] : []),
    ...(body === undefined ? [] : ['"Content-Type": "application/json",']),
  ];
  return `import ${imports.join(', ')}

request = urllib.request.Request(
    ${JSON.stringify(url)},
    method="${method}",
    headers={
        ${headers.join('\n        ')}
    },${body === undefined ? '' : `\n    data=json.dumps(${pythonValue(body, '    ')}).encode(),`}
)
with urllib.request.urlopen(request) as answer:
    print(json.load(answer))`;
}

const writers: Readonly<Record<Language, (shown: Shown) => string>> = { curl: curlOf, node: nodeOf, python: pythonOf };
export const snippetOf = (language: Language, shown: Shown): string => writers[language](shown);
