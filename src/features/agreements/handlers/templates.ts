import { Readable } from 'node:stream';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { type Secrets, sameText } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { wholeText } from '../contract.ts';
import { documentMinutes, ofCustomers, type templateEndpoints } from '../contract/templates.ts';
import { dayOf, placesOf, textOn } from '../policy.ts';
import { findText, languageOf, listTextsFor, localesOf, type PublishedRow, titleIn } from '../queries.ts';
import { lookAtAgreements } from '../standing.ts';

interface Parts {
  readonly secrets: Secrets;
  readonly publicUrl: string;
}

/** The text of each agreement that the company, or its customers, are asked for today. */
async function textsInForce(tx: Tx, now: Date): Promise<PublishedRow[]> {
  const [{ country }, standings] = await Promise.all([getAccount(tx), lookAtAgreements(tx, now)]);
  const places = placesOf(country);
  const texts = await listTextsFor(tx, places);
  const keys = new Set([ofCustomers, ...standings.map(({ agreement }) => agreement)]);
  return [...keys].flatMap((key) => textOn(texts, key, places, dayOf(now)) ?? []);
}

export function templateHandlers({ secrets, publicUrl }: Parts): HandlersOf<typeof templateEndpoints> {
  const proofOf = (textId: string, locale: string, until: number): string => secrets.hash(`agreement document ${textId} ${locale} ${until}`);
  return {
    async listAgreementTemplates({ tx, actor, now }) {
      const texts = await textsInForce(tx, now);
      return {
        items: texts.map((text) => ({
          textId: text.textId,
          agreement: text.agreement,
          number: text.number,
          title: titleIn(text, actor.locale),
          locales: localesOf(text),
          isForCustomers: text.agreement === ofCustomers,
        })),
      };
    },
    async makeDocumentLinks({ tx, actor, now }, { agreement, locale: asked }) {
      const text = (await textsInForce(tx, now)).find((each) => each.agreement === agreement);
      if (!text) throw new NotFound({});
      const { textId } = text;
      const locale = languageOf(text, asked ?? actor.locale);
      const expiresAt = new Date(now.getTime() + documentMinutes * 60_000);
      const until = expiresAt.getTime();
      const query = new URLSearchParams({ locale, until: String(until), proof: proofOf(textId, locale, until) });
      const read = `${publicUrl}/api/public/agreement-documents/${textId}?${query.toString()}`;
      return { read, save: `${read}&save=1`, locale, expiresAt };
    },
    async openDocument({ tx, now }, { textId, locale, until, proof, save }) {
      if (until < now.getTime() || !sameText(proof, proofOf(textId, locale, until))) throw new NotFound({});
      const written = (await findText(tx, textId))?.texts[locale];
      if (!written) throw new NotFound({});
      return {
        type: save ? 'text/markdown; charset=utf-8' : 'text/plain; charset=utf-8',
        name: save ? `${written.title}.md` : null,
        body: Readable.from([wholeText(written)]),
        cache: 'private',
      } satisfies Download;
    },
    async getPartnerAgreement({ tx, now }, { partnerId }) {
      const { rows } = await run(tx, 'select partner_has_agreed($1, $2::date) as agreed', [partnerId, dayOf(now)]);
      const agreed = rows[0]?.['agreed'] as boolean | null | undefined;
      if (agreed === null || agreed === undefined) throw new NotFound({});
      return { hasAgreed: agreed };
    },
  };
}
