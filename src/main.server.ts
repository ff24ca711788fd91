import { join } from 'node:path';
import type pg from 'pg';
import { audit } from './features/audit/contract.ts';
import { auditHandlers } from './features/audit/handlers.ts';
import { loadSigner, type Signer } from './server/signer.ts';
import { openSealer } from './features/audit/sealer.ts';
import { centerHandlers, presentCenter } from './features/center/handlers.ts';
import { center } from './features/center/contract.ts';
import { getCenter } from './features/center/queries.ts';
import { signup } from './features/signup/contract.ts';
import { signupHandlers } from './features/signup/handlers.ts';
import { signupJobs } from './features/signup/jobs.ts';
import { signupMails } from './features/signup/mails.ts';
import { identity } from './features/identity/contract.ts';
import { identityHandlers } from './features/identity/handlers.ts';
import { identityJobs } from './features/identity/jobs.ts';
import { identityMails } from './features/identity/mails.ts';
import { type DemoWorld, setup } from './features/setup/contract.ts';
import { setupHandlers } from './features/setup/handlers.ts';
import { setupJobs } from './features/setup/jobs.ts';
import { accounts, MergeEffects, MergeInto } from './features/accounts/contract.ts';
import { accountsHandlers } from './features/accounts/handlers.ts';
import { accountsJobs } from './features/accounts/jobs.ts';
import { accountsMails } from './features/accounts/mails.ts';
import { views } from './features/views/contract.ts';
import { viewsHandlers } from './features/views/handlers.ts';
import { members } from './features/members/contract.ts';
import { membersHandlers } from './features/members/handlers.ts';
import { membersJobs } from './features/members/jobs.ts';
import { importJobs } from './features/members/jobs/imports.ts';
import { roleJobs } from './features/members/jobs/roles.ts';
import { membersMails } from './features/members/mails.ts';
import { whoCanGive } from './features/members/queries/roleRequests.ts';
import { roleRequestJobs } from './features/members/jobs/roleRequests.ts';
import { standingMails } from './features/members/mails/standing.ts';
import { standingJobs } from './features/members/jobs/standing.ts';
import { roleRequestMails } from './features/members/mails/roleRequests.ts';
import { notices } from './features/notices/contract.ts';
import { noticesHandlers } from './features/notices/handlers.ts';
import { noticeJobs } from './features/notices/jobs.ts';
import { noticeMails } from './features/notices/mails.ts';
import { keepShippedPrograms } from './features/programs/acts/catalog.ts';
import { programs, RequirementStatus } from './features/programs/contract.ts';
import { programsHandlers } from './features/programs/handlers.ts';
import { programsJobs } from './features/programs/jobs.ts';
import { merges } from './features/merges/contract.ts';
import { mergesHandlers } from './features/merges/handlers.ts';
import { mergeJobs } from './features/merges/jobs.ts';
import { mergeMails } from './features/merges/mails.ts';
import { relations } from './features/relations/contract.ts';
import { relationsHandlers } from './features/relations/handlers.ts';
import { keepShippedAgreements } from './features/agreements/acts/texts.ts';
import { agreements } from './features/agreements/contract.ts';
import { agreementsHandlers } from './features/agreements/handlers.ts';
import { agreementsJobs } from './features/agreements/jobs.ts';
import { verification } from './features/verification/contract.ts';
import { verificationHandlers } from './features/verification/handlers.ts';
import { recovery } from './features/recovery/contract.ts';
import { recoveryHandlers } from './features/recovery/handlers.ts';
import { recoveryJobs } from './features/recovery/jobs.ts';
import { accessJobs } from './features/recovery/jobs/access.ts';
import { recoveryMails } from './features/recovery/mails.ts';
import { customers } from './features/customers/contract.ts';
import { catalog } from './features/catalog/contract.ts';
import { catalogHandlers } from './features/catalog/handlers.ts';
import { catalogJobs } from './features/catalog/jobs.ts';
import { customersHandlers } from './features/customers/handlers.ts';
import { customerJobs } from './features/customers/jobs.ts';
import { customerMails } from './features/customers/mails.ts';
import { orderMails } from './features/orders/mails.ts';
import { orders } from './features/orders/contract.ts';
import { ordersHandlers } from './features/orders/handlers.ts';
import { ordersJobs } from './features/orders/jobs.ts';
import { webhooksHandlers } from './features/webhooks/handlers.ts';
import { webhooks } from './features/webhooks/contract.ts';
import { type WireSigner, wireSignerOf } from './features/webhooks/certificate.ts';
import { openCourier } from './features/webhooks/courier.ts';
import { webhooksJobs } from './features/webhooks/jobs.ts';
import { certificateUrl } from './features/webhooks/signature.ts';
import { help } from './features/help/contract.ts';
import { helpHandlers } from './features/help/handlers.ts';
import { shippedArticles } from './features/help/library.ts';
import { openCatalogue } from './features/languages/catalogue.ts';
import { languages } from './features/languages/contract.ts';
import { languagesHandlers } from './features/languages/handlers.ts';
import { languagesJobs } from './features/languages/jobs.ts';
import { followMoved } from './features/languages/following.ts';
import { keepLaid, sentencesChanged } from './features/languages/layer.ts';
import { tax } from './features/tax/contract.ts';
import { taxHandlers } from './features/tax/handlers.ts';
import { taxJobs } from './features/tax/jobs.ts';
import { taxMails } from './features/tax/mails.ts';
import { profiles } from './features/profiles/contract.ts';
import { profilesHandlers } from './features/profiles/handlers.ts';
import { profileJobs } from './features/profiles/jobs.ts';
import { profileMails } from './features/profiles/mails.ts';
import { support } from './features/support/contract.ts';
import { learning } from './features/learning/contract.ts';
import { learningHandlers } from './features/learning/handlers.ts';
import { learningJobs } from './features/learning/jobs.ts';
import { applications } from './features/applications/contract.ts';
import { applicationsHandlers } from './features/applications/handlers.ts';
import { applicationsJobs } from './features/applications/jobs.ts';
import { tokens as tokensContract } from './features/tokens/contract.ts';
import { addOauth } from './features/tokens/door.ts';
import { tokensHandlers } from './features/tokens/handlers.ts';
import { tokensJobs } from './features/tokens/jobs.ts';
import { keys } from './features/keys/contract.ts';
import { keysHandlers } from './features/keys/handlers.ts';
import { keysJobs } from './features/keys/jobs.ts';
import { directories } from './features/directories/contract.ts';
import { closing, ClosingParts } from './features/closing/contract.ts';
import { closingHandlers } from './features/closing/handlers.ts';
import { closingJobs } from './features/closing/jobs.ts';
import { closingMails } from './features/closing/mails.ts';
import { directoriesHandlers } from './features/directories/handlers.ts';
import { directoriesJobs } from './features/directories/jobs.ts';
import { returnPath } from './features/directories/contract/signOn.ts';
import { samlDialect } from './features/directories/policy/samlWire.ts';
import { scimDialect } from './features/directories/policy/scimWire.ts';
import { supportHandlers } from './features/support/handlers.ts';
import { supportJobs } from './features/support/jobs.ts';
import { supportMails } from './features/support/mails.ts';
import { verificationJobs } from './features/verification/jobs.ts';
import { verificationMails } from './features/verification/mails.ts';
import { replies } from './answers.ts';
import { type Call, makeCall, type Route, routesOf } from './server/call.ts';
import type { Config } from './server/config.ts';
import { acrossAccounts, type Database, inNobody, openDatabase } from './server/db.ts';
import type { Locale } from './core/locale.ts';
import { stylesheetsOf } from './server/builtWeb.ts';
import { type FileStore, folderStore } from './server/files.ts';
import { openHttp } from './server/http.ts';
import { openLimits } from './server/limits.ts';
import { idempotencyJobs } from './server/idempotency.ts';
import { type Job, openJobs } from './server/jobs.ts';
import { type Live, openLive } from './server/live.ts';
import type { Log } from './server/log.ts';
import { mailJobs, type MailTemplate } from './server/mail.ts';
import { openMetrics } from './server/metrics.ts';
import { outgoingOf } from './server/outgoing.ts';
import { hashToken, type Secrets } from './server/secrets.ts';
import { stands } from './server/grant.ts';
import { openTokens, type Tokens } from './server/tokens.ts';
import { openSentences } from './server/sentences.ts';
import { addV1, atDocumentedRoot } from './v1/door.ts';

const sentences = openSentences();
const catalogue = openCatalogue(shippedArticles);
const webFolder = join(import.meta.dirname, '../dist/web');
const han = { simplified: 'src/web/han-simplified.ts', traditional: 'src/web/han-traditional.ts' };
/** For the pages that the server writes: the house's, and the Han fonts that a language wants. */
const stylesheets = (locale: Locale) => stylesheetsOf(webFolder, ['index.html', ...(locale === 'zh-TW' ? [han.traditional] : []), han.simplified]);

interface Parts {
  readonly db: Database;
  readonly config: Config;
  readonly secrets: Secrets;
  readonly files: FileStore;
  readonly signer: Signer;
  readonly wireSigner: () => WireSigner;
  readonly live: Live;
  readonly demo: (() => Promise<DemoWorld>) | undefined;
}

/** What the features bring: endpoints, jobs, mails, replies to questions. */
export const mails: readonly MailTemplate[] = [
  ...identityMails,
  ...accountsMails,
  ...membersMails,
  ...roleRequestMails,
  ...standingMails,
  ...signupMails,
  ...noticeMails,
  ...verificationMails,
  ...mergeMails,
  ...profileMails,
  ...taxMails,
  ...supportMails,
  ...recoveryMails,
  ...closingMails,
  ...customerMails,
  ...orderMails,
];
export const jobs: readonly Job[] = [
  ...idempotencyJobs,
  ...mailJobs({ templates: mails, translator: sentences.translator }),
  ...identityJobs,
  ...accountsJobs,
  ...membersJobs,
  ...roleJobs,
  ...importJobs(sentences.translator),
  ...roleRequestJobs,
  ...standingJobs,
  ...signupJobs,
  ...setupJobs,
  ...noticeJobs,
  ...programsJobs(() => replies.get(RequirementStatus.name) ?? []),
  ...verificationJobs,
  ...agreementsJobs,
  ...learningJobs,
  ...applicationsJobs,
  ...tokensJobs,
  ...keysJobs,
  ...taxJobs,
  ...mergeJobs(() => ({ effects: replies.get(MergeEffects.name) ?? [], into: replies.get(MergeInto.name) ?? [] })),
  ...profileJobs,
  ...supportJobs,
  ...recoveryJobs,
  ...accessJobs(sentences.translator),
  ...directoriesJobs,
  ...closingJobs(() => replies.get(ClosingParts.name) ?? []),
  ...customerJobs,
  ...catalogJobs,
  ...ordersJobs,
  ...webhooksJobs,
  ...languagesJobs(catalogue),
];
const routes = ({ db, config, files, secrets, signer, wireSigner, live, demo }: Parts): Route[] => [
  ...routesOf('center', center, centerHandlers({ config, files, secrets })),
  ...routesOf('identity', identity, identityHandlers({ config, secrets })),
  ...routesOf('accounts', accounts, accountsHandlers({ config, translator: sentences.translator })),
  ...routesOf('members', members, membersHandlers(secrets, sentences.translator)),
  ...routesOf('signup', signup, signupHandlers({ secrets, translator: sentences.translator })),
  ...routesOf('setup', setup, setupHandlers({ config, files, demo })),
  ...routesOf('views', views, viewsHandlers),
  ...routesOf('notices', notices, noticesHandlers({ live })),
  ...routesOf('audit', audit, auditHandlers({ signer, translator: sentences.translator })),
  ...routesOf('programs', programs, programsHandlers),
  ...routesOf('relations', relations, relationsHandlers),
  ...routesOf('verification', verification, verificationHandlers({ files })),
  ...routesOf('agreements', agreements, agreementsHandlers({ signer, secrets, translator: sentences.translator, publicUrl: config.publicUrl })),
  ...routesOf('tax', tax, taxHandlers({ files, secrets })),
  ...routesOf('learning', learning, learningHandlers({ config, translator: sentences.translator })),
  ...routesOf('merges', merges, mergesHandlers),
  ...routesOf('profiles', profiles, profilesHandlers({ config, secrets, files, translator: sentences.translator, stylesheets })),
  ...routesOf('applications', applications, applicationsHandlers),
  ...routesOf('keys', keys, keysHandlers),
  ...routesOf('tokens', tokensContract, tokensHandlers({ db, secrets, publicUrl: config.publicUrl })),
  ...routesOf('support', support, supportHandlers({ secrets, files })),
  ...routesOf('directories', directories, directoriesHandlers({ config, secrets, outgoing: outgoingOf(config) })),
  ...routesOf('closing', closing, closingHandlers({ files, translator: sentences.translator })),
  ...routesOf('catalog', catalog, catalogHandlers({ translator: sentences.translator })),
  ...routesOf('customers', customers, customersHandlers({ config, secrets, translator: sentences.translator })),
  ...routesOf('orders', orders, ordersHandlers({ translator: sentences.translator })),
  ...routesOf('webhooks', webhooks, webhooksHandlers({ secrets, signer: wireSigner, publicUrl: config.publicUrl, outgoing: outgoingOf(config) })),
  ...routesOf('help', help, helpHandlers({ translator: sentences.translator, layer: sentences.layer })),
  ...routesOf('languages', languages, languagesHandlers({ catalogue, root: join(import.meta.dirname, '..'), articles: 'help' })),
  ...routesOf('recovery', recovery, recoveryHandlers({ config, secrets, files, translator: sentences.translator })),
];

export interface AppOptions {
  readonly config: Config;
  /** The app's role on the database. */
  readonly database: pg.PoolConfig;
  readonly secrets: Secrets;
  readonly log: Log;
  now(): Date;
  readonly checkAnswers?: boolean;
  /** Builds the demo world in an empty center; without it the set-up page does not offer it. */
  readonly demo?: (app: App) => Promise<DemoWorld>;
}

interface Opened {
  readonly db: Database;
  readonly tokens: Tokens;
  readonly call: Call;
  readonly routes: readonly Route[];
  readonly options: AppOptions;
}
/** HTTP with everything that it leads to: the house's own addresses, and those that programs of others know. */
async function openDoors({ db, tokens, call, routes: all, options: { config, secrets, log, now } }: Opened) {
  const limits = openLimits({ limit: config.API_PER_MINUTE });
  const http = await openHttp({
    config,
    log,
    metrics: openMetrics(db),
    call,
    limits,
    routes: all,
    sentences,
    dialects: { scim: scimDialect(sentences.translator('en')), saml: samlDialect(`${config.publicUrl}${returnPath}`) },
    meant: atDocumentedRoot,
    webFolder,
    now,
    async boot() {
      const { locales, ...shown } = presentCenter(await inNobody(db, getCenter));
      return { locales, center: shown };
    },
    async ready() {
      return db.pool.query('select 1').then(
        () => true,
        () => false,
      );
    },
  });
  addOauth(http, { db, log, secrets, tokens, publicUrl: config.publicUrl, now });
  const loadV1 = addV1(http, {
    log,
    call,
    routes: all,
    rows: async () => (await import('./v1/rows.ts')).rows,
    limits,
    async identify(bearer, at) {
      const read = await tokens.read(bearer, at);
      return read && { accountId: read.accountId, caller: read.grantId ?? read.hash };
    },
    stands: (bearer, at) => stands(db, tokens, bearer, at),
    translator: sentences.translator,
    now,
  });
  return { http, loadV1 };
}

/** Puts the house together: database, queues, endpoints. Nothing listens or works until it is told to. */
export async function openApp(options: AppOptions) {
  const { config, secrets, log } = options;
  const db = await openDatabase(options.database, config.DATABASE_POOL);
  await inNobody(db, (tx) => keepShippedPrograms(tx, options.now()));
  await inNobody(db, (tx) => keepShippedAgreements(tx, options.now()));
  const queue = await openJobs(options.database, jobs, { db, config, log, secrets });
  const files = folderStore(join(config.DATA_DIR, 'files'));
  const { demo } = options;
  const signer = loadSigner(config.DATA_DIR);
  const sealer = openSealer({ db, log, signer });
  const wireSigner = wireSignerOf(config.DATA_DIR, { publicUrl: config.publicUrl, rootUrl: certificateUrl(config.publicUrl, 'root.cer') });
  const courier = openCourier({ db, log, secrets, signer: wireSigner, publicUrl: config.publicUrl, outgoing: outgoingOf(config) });
  const live = openLive({ config: options.database, db, log, now: options.now });
  // Words that do not find their sentence wait at the desk; nobody is kept out for them.
  await acrossAccounts(db, 'sentences of articles that an update has moved', (tx) => followMoved(tx, catalogue)).catch((error: unknown) =>
    log.error({ error }, 'own words could not follow their sentences'),
  );
  const laid = keepLaid({ db, log, sentences, catalogue });
  await laid.lay();
  live.follow(sentencesChanged, () => void laid.lay());
  const all = routes({ db, config, secrets, files, signer, wireSigner, live, demo: demo && (() => demo(app)) });
  const tokens = openTokens({ db, secrets, publicUrl: config.publicUrl });
  const call = makeCall({ db, tokens, log, secrets, replies, whoCanGive, ...(options.checkAnswers ? { checkAnswers: true } : {}) });
  const { http, loadV1 } = await openDoors({ db, tokens, call, routes: all, options });
  const app = {
    db,
    queue,
    sealer,
    courier,
    live,
    http,
    call,
    routes: all,
    files,
    tokens,
    isSetUp: async () => (await inNobody(db, getCenter)).setUpAt !== null,
    /** The secret of the application with which the demo's API can be tried: the same at each start, another in each installation. */
    demoClientSecret: () => secrets.hash('client secret of the demo'),
    /** What a start does not wait for: the languages, and the rows of the wire API. Who asks before waits for what they ask for. */
    async settle() {
      await sentences.openAll();
      await loadV1();
    },
    /** Ends the session of a token, e.g. the command line's own. */
    endSession: async (token: string) => {
      await db.plain.query('select end_session($1, $2)', [hashToken(token), options.now()]);
    },
    /** Finishes what runs, then lets go of everything. */
    async close() {
      // Open streams would keep the door open.
      await live.close();
      await http.close();
      await courier.stop();
      await sealer.stop();
      await queue.stop();
      await db.close();
    },
  };
  return app;
}
export type App = Awaited<ReturnType<typeof openApp>>;
