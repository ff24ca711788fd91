import { createHash } from 'node:crypto';
import pg from 'pg';
import { addressOf } from '../src/core/endpoint.ts';
import { center as centerContract } from '../src/features/center/contract.ts';
import { verification } from '../src/features/verification/contract.ts';
import { hashToken } from '../src/server/secrets.ts';
import { against, alone, type Bench, type Measure, median, type Result } from './measure.ts';
import { idOf } from './people.ts';

const few = 100;
const many = 100_000;
const verifier = { personId: idOf('the verifier'), token: createHash('sha256').update('the session that verifies').digest('base64url') };

/** In SQL, of the case `n`; what an endpoint is asked for must be a real uuid. */
const caseId = "('43415345-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid";
const queue = addressOf(verification.listCases);
/** What a verifier opens in an hour; the case is one of the first hundred, so that it is there both times. */
const looks: readonly (readonly [name: string, path: string])[] = [
  ['waiting', `${queue}?limit=20`],
  ['asked', `${queue}?queue=asked&limit=20`],
  ['rejected', `${queue}?queue=rejected&limit=20`],
  ['by name', `${queue}?limit=20&search=case`],
  ['by a rare word', `${queue}?limit=20&search=case%204242`],
  // One case answers to it, among few and among many.
  ['by a PartnerId', `${queue}?limit=20&search=6000041`],
  ['one case', addressOf(verification.getCase).replace(':accountId', '43415345-0000-4000-8000-000000000042')],
  ['overview', addressOf(centerContract.getOverview)],
];

/** The verification desk over HTTP, with 100 cases and, in the same run, with 100,000: as quick, whatever waits. */
export const desk: Measure = {
  name: 'desk',
  about: 'The verification desk with 100,000 cases, beside 100',
  async run({ center, quick, say }: Bench): Promise<Result[]> {
    const at = await center();
    const owner = new pg.Client(at.owner);
    await owner.connect();
    try {
      await addVerifier(owner);
      await addCases(owner, 1, few);
      const rounds = quick ? 30 : 150;
      const small = await timesOf(at.url, rounds);
      say(`making ${many} cases …`);
      await addCases(owner, few + 1, many);
      const large = await timesOf(at.url, rounds);
      return [
        ...looks.map(([name], n) => against(`desk, ${name}`, 'answers/s', perSecond(large[n]), perSecond(small[n]), 0.8)),
        alone('desk, the slowest', 'ms', Math.round(Math.max(...large) * 10) / 10, 100),
      ];
    } finally {
      await owner.end();
    }
  },
};

const perSecond = (ms = 0): number => Math.round(10_000 / ms) / 10;

/** The middle of the times of each look, taken in turn. */
async function timesOf(url: string, rounds: number): Promise<number[]> {
  const times = looks.map((): number[] => []);
  for (let round = -5; round < rounds; round++)
    for (const [n, [name, path]] of looks.entries()) {
      const began = performance.now();
      const answer = await fetch(url + path, { headers: { cookie: `entente=${verifier.token}` } });
      const body = await answer.text();
      if (!answer.ok) throw new Error(`${name}: ${answer.status} ${body}`);
      if (round >= 0) times[n]?.push(performance.now() - began);
    }
  return times.map(median);
}

async function addVerifier(owner: pg.Client): Promise<void> {
  const now = new Date();
  await owner.query(
    "insert into people (person_id, given_name, family_name, email, locale, created_at) values ($1, 'Vera', 'Falk', 'vera@operator.example', 'en', $2)",
    [verifier.personId, now],
  );
  await owner.query("insert into operators (person_id, role, given_at) values ($1, 'op_verifier', $2)", [verifier.personId, now]);
  await owner.query(
    `insert into sessions (token_hash, person_id, proofs, second_factor_at, created_at, last_used_at, expires_at, idle_minutes)
     values ($1, $2, '{password,totp}', $3, $3, $3, $3::timestamptz + interval '1 day', 60)`,
    [hashToken(verifier.token), verifier.personId, now],
  );
}

/** Of ten cases seven wait, two were asked and one was rejected; each has a mail domain and a registration number, every hundredth that of another. */
async function addCases(owner: pg.Client, from: number, to: number): Promise<void> {
  const values = [from, to, new Date()];
  await owner.query(
    `insert into accounts (account_id, partner_id, name, name_folded, country, address, registration_number, primary_contact, terms_accepted_at, terms_accepted_by, created_at, vetting_status, vetting_changed_at, vetting_due_at)
     select ${caseId}, (6000000 + n)::text, 'Case ' || n, 'case ' || n, 'FR', '{"country":"FR","line1":"12 rue des Lices","city":"RENNES","postalCode":"35000"}', (500000000 + n - n % 100)::text,
            '{"givenName":"Ana","familyName":"Moreau","email":"ana@case.example","phone":"+33299285555"}', $3, ${caseId}, $3,
            (array['pending', 'pending', 'asked', 'pending', 'pending', 'rejected', 'pending', 'asked', 'pending', 'pending'])[1 + n % 10], $3::timestamptz - n * interval '1 second', $3
       from generate_series($1::int, $2) n`,
    values,
  );
  await owner.query(
    `insert into account_registrations (country, number, account_id) select 'FR', (500000000 + n - n % 100)::text, ${caseId} from generate_series($1::int, $2) n on conflict do nothing`,
    [from, to],
  );
  await owner.query(
    `insert into account_domains (domain, account_id, proved_at) select 'case-' || n || '.example', ${caseId}, $3 from generate_series($1::int, $2) n`,
    values,
  );
  await owner.query('vacuum analyze accounts, account_registrations, account_domains');
}
