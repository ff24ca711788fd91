import { Readable } from 'node:stream';
import { may } from '../../core/access.ts';
import { type Locale, pickLocale } from '../../core/locale.ts';
import { NotFound } from '../../core/problems.ts';
import type { MemberActor } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import type { Secrets } from '../../server/secrets.ts';
import { WhoHolds } from '../accounts/contract.ts';
import { editorsOf } from '../accounts/policy.ts';
import { getAccount } from '../accounts/queries.ts';
import { wordsOf } from '../programs/queries.ts';
import { acceptAgreement, forwardAgreement, forwardedFor } from './acts.ts';
import { type Acceptance, type AgreementInFull, type AgreementLine, type agreements, wholeText } from './contract.ts';
import { recordHandlers } from './handlers/records.ts';
import { templateHandlers } from './handlers/templates.ts';
import { textHandlers } from './handlers/texts.ts';
import { isOpen } from './policy.ts';
import { type RecordParts, recordOf } from './record.ts';
import { type AcceptanceRow, languageOf, listForwarded, localesOf, type PublishedRow, titleIn } from './queries.ts';
import { lookAtAgreements, type Standing } from './standing.ts';

type Member = Context<MemberActor>;

export const agreementsHandlers = (parts: RecordParts & { readonly secrets: Secrets }): HandlersOf<typeof agreements> => ({
  ...templateHandlers(parts),
  ...recordHandlers(parts),
  ...textHandlers(parts),
  async listAgreements(context) {
    const standings = await lookAtAgreements(context.tx, context.now);
    const line = await liner(context);
    return { items: standings.map(line) };
  },
  getAgreement: shown,
  async downloadAgreement(context, input) {
    const { text, locale } = await textOf(context, input);
    const written = text.texts[locale];
    if (!written) throw new NotFound({});
    const name = `${text.agreement}-${text.region}-${text.number}-${locale}.md`;
    return { type: 'text/markdown; charset=utf-8', name, body: Readable.from([wholeText(written)]) } satisfies Download;
  },
  async acceptAgreement(context, { agreement, ...read }) {
    await acceptAgreement(context.tx, context.actor, context.now, agreement, read);
    return shown(context, { agreement, locale: read.locale });
  },
  async forwardAgreement(context, { agreement }) {
    await forwardAgreement(context.tx, context.actor, context.now, agreement);
    const standing = await standingOf(context, agreement);
    return (await liner(context))(standing);
  },
  downloadRecord: (context, { agreement, textId, locale, beside }) =>
    recordOf(context, parts, { accountId: context.actor.accountId, agreement, textId, beside, locale: locale ?? context.actor.locale }),
});

interface Which {
  readonly agreement: string;
  readonly textId?: string | undefined;
  readonly locale?: Locale | undefined;
}

/** @throws NotFound when neither a text nor a program knows it */
async function standingOf({ tx, now }: Member, agreement: string): Promise<Standing> {
  const [standing] = await lookAtAgreements(tx, now, agreement);
  if (!standing || (!standing.texts.length && !standing.programs.length)) throw new NotFound({});
  return standing;
}

/** The text that is asked for, the one in force unless said, in the language asked for or the reader's. @throws NotFound */
async function textOf(context: Member, { agreement, textId, locale }: Which): Promise<{ standing: Standing; text: PublishedRow; locale: Locale }> {
  const standing = await standingOf(context, agreement);
  const wanted = textId ?? standing.text?.textId ?? standing.upcoming?.textId;
  const text = standing.texts.find((each) => each.textId === wanted);
  if (!text) throw new NotFound({});
  return { standing, text, locale: languageOf(text, locale ?? context.actor.locale) };
}

async function shown(context: Member, which: Which): Promise<AgreementInFull> {
  const { standing, text, locale } = await textOf(context, which);
  const [line, account] = await Promise.all([liner(context), getAccount(context.tx)]);
  return {
    ...line(standing),
    company: account.name,
    shown: {
      ...facts(text),
      locale,
      locales: localesOf(text),
      title: text.texts[locale]?.title ?? '',
      body: text.texts[locale]?.text ?? '',
      sha256: text.sha256[locale] ?? '',
      isInForce: text.textId === standing.text?.textId,
    },
    acceptances: standing.acceptances.map(presentAcceptance),
  };
}

const facts = ({ textId, number, region, validFrom }: PublishedRow) => ({ textId, number, region, validFrom });

const presentAcceptance = (row: AcceptanceRow): Acceptance => ({
  textId: row.textId,
  number: row.number,
  region: row.region,
  at: row.acceptedAt,
  by: row.acceptedName,
  email: row.acceptedEmail,
  locale: pickLocale([row.readLocale]),
  sha256: row.sha256,
});

/** Presents lines; who may sign and who was asked is read once for all of them. */
async function liner({ tx, now, actor, ask }: Member): Promise<(standing: Standing) => AgreementLine> {
  const mayAccept = may(actor.rights, 'agreements', 'edit');
  const [forwarded, holders] = await Promise.all([
    listForwarded(tx, new Date(now.getTime() - forwardedFor)),
    mayAccept ? [] : ask(WhoHolds, { roles: editorsOf('agreements', actor.rights) }),
  ]);
  const signers = holders
    .flat()
    .slice(0, 3)
    .map(({ personId, name, email }) => ({ personId, name, email }));
  return ({ agreement, status, text, upcoming, acceptances, endsOn, programs }) => {
    const [latest] = acceptances;
    const titled = text ?? upcoming;
    const isWaited = isOpen(status);
    return {
      agreement,
      title: titled ? titleIn(titled, actor.locale) : agreement,
      status,
      text: text ? facts(text) : null,
      upcoming: upcoming ? { textId: upcoming.textId, number: upcoming.number, validFrom: upcoming.validFrom } : null,
      accepted: latest ? presentAcceptance(latest) : null,
      endsOn,
      programs: programs.map(({ program, state }) => ({ program: program.program, name: wordsOf(program, actor.locale).name, waits: state === 'qualified' })),
      signers: isWaited ? signers : [],
      forwardedAt: isWaited ? (forwarded.find((row) => row.agreement === agreement)?.at ?? null) : null,
      can: { read: titled !== undefined && may(actor.rights, 'agreements'), accept: isWaited && mayAccept, forward: isWaited && !mayAccept },
    };
  };
}
