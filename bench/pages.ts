import { buildWeb } from '../scripts/build-web.ts';
import { weighPages } from '../scripts/bundle.ts';
import { alone, type Measure } from './measure.ts';

/** What a browser fetches, after gzip, before it can be used: scripts and the sentences of the heaviest language. */
export const pages: Measure = {
  name: 'pages',
  about: 'Scripts and sentences of the first pages',
  async run({ say }) {
    await buildWeb({ say });
    return weighPages().map(({ name, totalKb, limitKb }) => alone(`page ${name}`, 'KB', totalKb, limitKb));
  },
};
