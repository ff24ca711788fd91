import { Download } from 'lucide-react';
import type { MessageKey } from '../../../core/locale.ts';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { closing } from '../contract.ts';
import type { Overview } from '../contract.ts';
import { AskForm } from './AskForm.tsx';
import { EffectList } from './EffectList.tsx';
import { OpenClosing } from './OpenClosing.tsx';
import { PastClosings } from './PastClosings.tsx';

/** Closing the company's account: what it ends, what to take along, how it is asked for, and how it is taken back. */
export function ClosingPage() {
  const { t } = useHouse();
  const { data } = useRead(closing.getClosing, {});
  return (
    <Page title={t('closing.title')} sentence={t(data?.closing ? 'closing.sentence_open' : 'closing.sentence')} width="reading">
      {data ? <Whole of={data} /> : <SkeletonLines lines={8} />}
    </Page>
  );
}

function Whole({ of }: { readonly of: Overview }) {
  const { t } = useHouse();
  return (
    <>
      {of.closing && <OpenClosing closing={of.closing} others={of.others} />}
      <Stops of={of} />
      <Section title={t('closing.effects')} text={t('closing.effects_text')}>
        <EffectList effects={of.effects} />
      </Section>
      <Exports of={of} />
      {of.can.ask && of.stops.length === 0 && (
        <Section title={t('closing.ask')} text={t(of.others.length > 0 ? 'closing.ask_two' : 'closing.ask_one')}>
          <AskForm of={of} />
        </Section>
      )}
      <PastClosings past={of.past} />
    </>
  );
}

/** What must be settled first, and where. */
function Stops({ of: { stops } }: { readonly of: Overview }) {
  const { t } = useHouse();
  const at = useAccountPath();
  if (stops.length === 0) return null;
  const places: Readonly<Record<string, string>> = { suspended: '/standing', merge: '/merges' };
  return (
    <Banner kind="warning" title={t('closing.stops')}>
      <ul className="list-disc ps-5">
        {stops.map((stop) => (
          <li key={stop}>
            {t(`closing.stop.${stop}` as MessageKey)} {places[stop] && <Link href={at(places[stop])}>{t('closing.look')}</Link>}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

/** What to take along: one file with everything, and the exports that stand on their own pages. */
function Exports({ of: { exports } }: { readonly of: Overview }) {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  const account = useAccountId();
  return (
    <Section title={t('closing.take')} text={t('closing.take_text')}>
      <div>
        <LinkButton href={urlOf(closing.exportCompany, {}, account)} icon={Download} download>
          {t('closing.take_all')}
        </LinkButton>
      </div>
      {exports.length > 0 && (
        <div className="text-14">
          <p className="text-muted" id="closing-more">
            {t('closing.take_more')}
          </p>
          <ul aria-labelledby="closing-more" className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
            {exports.map(({ key, link }) => (
              <li key={key}>
                <Link className="inline-block py-1" href={at(link.slice('/a/:account'.length))}>
                  {t(`closing.export.${key}` as MessageKey)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="text-13 text-muted">
        {t('closing.take_sheets', {
          files: formatList(['company', 'people', 'locations', 'programs', 'relations'].map((key) => t(`closing.sheet.${key}` as MessageKey))),
        })}
      </p>
    </Section>
  );
}
