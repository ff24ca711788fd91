import { locales } from '../../src/core/locale.ts';
import { center } from '../../src/features/center/contract.ts';
import { identity } from '../../src/features/identity/contract.ts';
import { as, mailsTo, runJobs } from '../world.ts';
import { byRoot, type ExamplesOf, type ExampleWorld, someone } from './world.ts';

/** One transparent pixel. */
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const texts = Object.fromEntries(locales.map((locale) => [locale, { title: 'Prices', text: 'From December.' }]));

const asRoot = ({ world, root }: ExampleWorld) => as(world, center, root);
const draft = async (w: ExampleWorld) => ({ newsId: (await asRoot(w).addNews({ texts })).newsId });

async function mail(w: ExampleWorld): Promise<{ mailId: string }> {
  const { email } = await someone(w);
  await as(w.world, identity, { address: crypto.randomUUID() }).requestMailCode({ email });
  await runJobs(w.world);
  const {
    items: [kept],
  } = await asRoot(w).listMails({ search: email });
  return { mailId: kept?.mailId ?? '' };
}

/** The word in the link of a French mail. */
async function englishToken(w: ExampleWorld): Promise<string> {
  const { email, personId } = await someone(w);
  await w.world.admin.query("update people set locale = 'fr' where person_id = $1", [personId]);
  await as(w.world, identity, { address: crypto.randomUUID() }).requestMailCode({ email });
  const [mailed] = await mailsTo(w.world, email);
  return new URL(mailed?.english?.url ?? '').searchParams.get('token') ?? '';
}

/** A job that has used up its tries. */
async function failedJob({ world }: ExampleWorld): Promise<{ jobId: string }> {
  const { boss } = world.app.queue;
  await runJobs(world);
  const jobId = (await boss.send('notices.tell', { announcementId: crypto.randomUUID() }, { retryLimit: 0 })) ?? '';
  await boss.fetch('notices.tell');
  await boss.fail('notices.tell', jobId, new Error('the database hung up'));
  return { jobId };
}

export const centerExamples: ExamplesOf<typeof center> = {
  get: async () => ({ input: {}, as: null }),
  getSettings: async (w) => byRoot(w, {}),
  getOverview: async (w) => byRoot(w, {}),
  updateSettings: async (w) =>
    byRoot(w, { name: 'Entente', refuseFreeMail: true, deskEmail: 'desk@operator.example', version: (await asRoot(w).getSettings({})).version }),
  getCalendar: async (w) => byRoot(w, {}),
  changeCalendar: async (w) => {
    const { version } = await asRoot(w).getCalendar({});
    const holidays = [{ on: '2026-12-25', name: 'Christmas Day' }];
    return byRoot(w, { days: ['mon', 'tue', 'wed', 'thu'], zone: 'Europe/Paris', opens: '09:00', closes: '18:00', holidays, version });
  },
  setLogo: async (w) => byRoot(w, { picture }),
  getLogo: async (w) => ({ input: { id: (await asRoot(w).setLogo({ picture })).logoUrl?.split('/').at(-1) ?? '' }, as: null }),
  readMailInEnglish: async (w) => ({ input: { token: await englishToken(w) }, as: null }),
  listMails: async (w) => byRoot(w, { state: 'kept', search: 'example', limit: 5 }),
  getMail: async (w) => byRoot(w, await mail(w)),
  revealMail: async (w) => byRoot(w, await mail(w)),
  listQueues: async (w) => byRoot(w, {}),
  listJobs: async (w) => byRoot(w, { limit: 5 }),
  retryJob: async (w) => byRoot(w, await failedJob(w)),
  listNews: async (w) => byRoot(w, { limit: 5 }),
  getNews: async (w) => byRoot(w, await draft(w)),
  addNews: async (w) => byRoot(w, { texts }),
  editNews: async (w) => byRoot(w, { ...(await draft(w)), texts }),
  publishNews: async (w) => byRoot(w, await draft(w)),
  removeNews: async (w) => byRoot(w, await draft(w)),
  listPublishedNews: async ({ admin }) => ({ input: { limit: 5 }, as: admin }),
};
