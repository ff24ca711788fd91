import type { ReactNode } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { SealState } from '../contract.ts';
import { useLog } from './useLog.ts';

/** The file as the browser names it. */
const command = () => `entente audit verify activity-log-${new Date().toISOString().slice(0, 10)}.jsonl`;

/** What proves the log, and how anyone can check it without trusting the center. */
export function ActivityProofPage() {
  const { t } = useHouse();
  const log = useLog();
  const state = useRead(log.ask.seal, log.of, { everyMs: 10_000 }).data as SealState | undefined;
  return (
    <Page title={t('audit.proof.title')} sentence={t('audit.proof.sentence')} crumbs={[{ label: t('audit.title'), href: log.at() }]} width="reading">
      {state ? (
        <>
          <Verify exportUrl={log.exportUrl({ format: 'jsonl' })} />
          <Sealed state={state} />
          <Head state={state} />
          <Key state={state} />
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}

function Verify({ exportUrl }: { readonly exportUrl: string }) {
  const { t } = useHouse();
  const steps: readonly (readonly [id: string, content: ReactNode])[] = [
    [
      'export',
      <>
        <span>{t('audit.proof.step_export')}</span>
        <span className="mt-2 block">
          <LinkButton href={exportUrl} download size="small">
            {t('audit.export.jsonl')}
          </LinkButton>
        </span>
      </>,
    ],
    [
      'run',
      <>
        <span className="block">{t('audit.proof.step_run')}</span>
        <CopyId value={command()} what={t('audit.copy.command')} />
        <span className="mt-2 block">
          <Link href="/verify">{t('audit.proof.online')}</Link>
        </span>
      </>,
    ],
    ['compare', t('audit.proof.step_compare')],
  ];
  return (
    <Section title={t('audit.proof.steps')}>
      <ol className="flex list-decimal flex-col gap-3 ps-5 text-14 marker:text-muted">
        {steps.map(([id, content]) => (
          <li key={id} className="ps-1">
            {content}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Sealed({ state: { sealed, waiting, waitingSince } }: { readonly state: SealState }) {
  const { t, formatDate, formatRelative } = useHouse();
  return (
    <Section title={t('audit.proof.state')}>
      <DescriptionList
        facts={[
          {
            label: t('audit.proof.sealed'),
            value: sealed
              ? t('audit.proof.sealed_at', { entry: t('audit.entry_number', { place: sealed.place }), when: formatDate(sealed.at, 'moment') })
              : t('audit.seal.none'),
          },
          ...(sealed ? [{ label: t('audit.proof.link'), value: <CopyId value={sealed.link} what={t('audit.copy.link')} /> }] : []),
          {
            label: t('audit.proof.waiting'),
            value: waiting
              ? `${t('audit.seal.waiting', { count: waiting })} · ${waitingSince ? formatRelative(waitingSince) : ''}`
              : t('audit.proof.waiting_none'),
          },
        ]}
      />
    </Section>
  );
}

function Head({ state: { head } }: { readonly state: SealState }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('audit.proof.head')} text={t('audit.proof.head_text')}>
      {head ? (
        <DescriptionList
          facts={[
            {
              label: t('audit.proof.head_last'),
              value: t('audit.proof.sealed_at', { entry: t('audit.entry_number', { place: head.place }), when: formatDate(head.signedAt, 'moment') }),
            },
            { label: t('audit.proof.head_copy'), value: <CopyId value={`${head.statement} ${head.signature}`} what={t('audit.copy.head')} /> },
          ]}
        />
      ) : (
        <p className="text-14 text-muted">{t('audit.proof.head_none')}</p>
      )}
    </Section>
  );
}

function Key({ state: { key } }: { readonly state: SealState }) {
  const { t } = useHouse();
  return (
    <Section title={t('audit.proof.key')} text={t('audit.proof.key_text')}>
      <DescriptionList
        facts={[
          { label: t('audit.proof.fingerprint'), value: <CopyId value={key.fingerprint} what={t('audit.copy.fingerprint')} /> },
          { label: t('audit.proof.public_key'), value: <CopyId value={key.publicKey} what={t('audit.copy.public_key')} /> },
        ]}
      />
    </Section>
  );
}
