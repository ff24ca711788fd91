import { FileSignature } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { agreements } from '../contract.ts';
import type { AgreementLine } from '../contract.ts';
import { Forward } from './Forward.tsx';
import { AgreementMark } from './marks.tsx';
import { Upcoming, useStandingSentence, Waiting } from './standing.tsx';

/** The agreements that the company's programs ask for: which are accepted, which wait, and for whom. */
export function AgreementsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(agreements.listAgreements, {});
  return (
    <Page title={t('agreements.title')} sentence={t('agreements.sentence')} width="reading">
      {!data && <SkeletonLines lines={4} />}
      {data?.items.length === 0 && (
        <Empty
          icon={FileSignature}
          title={t('agreements.none')}
          text={t('agreements.none_text')}
          action={<LinkButton href={at('/programs')}>{t('agreements.to_programs')}</LinkButton>}
        />
      )}
      {data && data.items.length > 0 && (
        <ul className="flex flex-col gap-4">
          {data.items.map((line) => (
            <li key={line.agreement}>
              <AgreementCard line={line} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function AgreementCard({ line }: { readonly line: AgreementLine }) {
  const { t, formatDate, formatList } = useHouse();
  const at = useAccountPath();
  const says = useStandingSentence();
  const { agreement, title, status, text, programs, can } = line;
  const waits = can.accept && (
    <LinkButton href={at(`/agreements/${agreement}`)} variant="primary">
      {t('agreements.read_accept')}
    </LinkButton>
  );
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-72">
          <h2 className="text-16 font-semibold">{title}</h2>
          {text && <p className="text-13 text-muted">{t('agreements.version_of', { number: text.number, day: formatDate(text.validFrom, 'long') })}</p>}
        </div>
        <AgreementMark status={status} />
      </div>
      <p className="text-14">{says(line)}</p>
      <Waiting line={line} />
      <Upcoming line={line} />
      {programs.length > 0 && <p className="text-13 text-muted">{t('agreements.for_programs', { programs: formatList(programs.map(({ name }) => name)) })}</p>}
      <div className="flex flex-wrap items-center gap-3">
        {waits || (can.read && <LinkButton href={at(`/agreements/${agreement}`)}>{t('agreements.read')}</LinkButton>)}
        {can.forward && <Forward line={line} />}
      </div>
    </Card>
  );
}
