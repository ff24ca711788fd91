import type { HandlersOf } from '../../../server/call.ts';
import { languageOf } from '../../agreements/queries.ts';
import type { agreementTextEndpoints } from '../contract/agreementText.ts';
import { customerTextIn } from '../queries/agreementText.ts';

export const agreementTextHandlers: HandlersOf<typeof agreementTextEndpoints> = {
  async readCustomerAgreement({ tx, now }, { country, locale: wanted }) {
    const row = await customerTextIn(tx, country, now);
    const locale = row && languageOf(row, wanted);
    const written = row && locale && row.texts[locale];
    return { agreement: written ? { number: row.number, validFrom: row.validFrom, title: written.title, text: written.text, locale } : null };
  },
};
