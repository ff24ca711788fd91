import { Check, Lock } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import type { z } from 'zod';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { recovery } from '../../contract.ts';
import type { elevationsEndpoints } from '../../contract/elevations.ts';
import { BeginForm } from './BeginForm.tsx';
import { ElevationCard, type ElevationShown, ElevationState } from './ElevationCard.tsx';

type Read = z.output<typeof elevationsEndpoints.getElevations.output>;
type Proof = NonNullable<Read['proof']>;
/** The card of a proof of a domain, which belongs to the company's settings. */
export type ProofSlot = ComponentType<{ readonly proof: Proof; readonly onCheck: () => Promise<Proof> }>;

const isOpen = ({ state, roleUntil }: ElevationShown) => state === 'gathering' || state === 'waiting' || state === 'granted' || roleUntil !== null;

/** How a company gets an administrator back: what is under way, and the ways that are open. */
export const elevationsPage = (ProofCard: ProofSlot): ComponentType =>
  function ElevationsPage() {
    const { t } = useHouse();
    const { data } = useRead(recovery.getElevations, {}, { everyMs: 30_000 });
    return (
      <Page title={t('elevations.title')} sentence={t('elevations.sentence')} width="reading">
        {!data ? <SkeletonLines lines={6} /> : <Ways data={data} ProofCard={ProofCard} />}
      </Page>
    );
  };

function Ways({ data, ProofCard }: { readonly data: Read; readonly ProofCard: ProofSlot }) {
  const { t } = useHouse();
  const open = data.items.filter(isOpen);
  const earlier = data.items.filter((one) => !isOpen(one));
  return (
    <>
      <p className="text-14">{t('elevations.admins', { count: data.admins })}</p>
      {open.map((elevation) => (
        <ElevationCard key={elevation.elevationId} elevation={elevation} />
      ))}
      {open.some(({ state }) => state !== 'ended') && <Effects />}
      {data.can.begin && <Begin data={data} />}
      {(data.domains.length > 0 || data.proof) && open.length === 0 && <ByDomain data={data} ProofCard={ProofCard} />}
      {earlier.length > 0 && <Earlier items={earlier} />}
    </>
  );
}

function Begin({ data: { hasColleagues, against, waitHours } }: { readonly data: Read }) {
  const { t } = useHouse();
  if (!hasColleagues) {
    return (
      <Banner kind="info" title={t('elevations.too_few')} action={<LinkButton href="/request-access">{t('elevations.desk')}</LinkButton>}>
        {t('elevations.too_few_text')}
      </Banner>
    );
  }
  return (
    <Section title={t('elevations.begin_title')} text={t('elevations.begin_text', { hours: waitHours })}>
      {against && (
        <Banner kind="info" title={t('elevations.my_part')}>
          {t(`elevations.against.${against}`)}
        </Banner>
      )}
      <BeginForm />
    </Section>
  );
}

/** What an administrator who was brought back can do at once, and what waits. */
function Effects() {
  const { t } = useHouse();
  return (
    <div className="grid gap-6 border-t border-line pt-6 sm:grid-cols-2">
      <Listed
        title={t('elevations.opens_title')}
        mark={<Check size={16} aria-hidden className="mt-0.5 flex-none text-success" />}
        lines={(['own', 'admins', 'work'] as const).map((key) => t(`elevations.opens.${key}`))}
      />
      <Listed
        title={t('elevations.closed_title')}
        mark={<Lock size={16} aria-hidden className="mt-0.5 flex-none text-muted" />}
        lines={(['money', 'keys', 'agreements', 'exports', 'admins', 'sign_in'] as const).map((key) => t(`elevations.closed.${key}`))}
      />
    </div>
  );
}
function Listed({ title, mark, lines }: { readonly title: string; readonly mark: ReactNode; readonly lines: readonly string[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-14 font-semibold">{title}</h2>
      <ul className="flex flex-col gap-1.5 text-14">
        {lines.map((line) => (
          <li key={line} className="flex items-start gap-2">
            {mark}
            <span>{line}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ByDomain({ data: { domains, proof }, ProofCard }: { readonly data: Read; readonly ProofCard: ProofSlot }) {
  const { t, formatList } = useHouse();
  const ask = useAct(recovery.proveDomainForMe);
  const check = useAct(recovery.checkDomainForMe);
  const { attempt, banner } = useAttempt();
  return (
    <Section title={t('elevations.dns_title')} text={t('elevations.dns_text', { domain: proof?.domain ?? formatList(domains, 'disjunction') })}>
      {banner}
      {proof?.verifiedAt && <Banner kind="success">{t('elevations.dns_proved', { domain: proof.domain })}</Banner>}
      {proof && !proof.verifiedAt && <ProofCard proof={proof} onCheck={() => check.mutateAsync({ proofId: proof.proofId })} />}
      {!proof && (
        <div className="flex flex-wrap gap-3">
          {domains.map((domain) => (
            <Button key={domain} onPress={() => attempt(() => ask.mutateAsync({ domain }))}>
              {t('elevations.dns_begin', { domain })}
            </Button>
          ))}
        </div>
      )}
    </Section>
  );
}

function Earlier({ items }: { readonly items: readonly ElevationShown[] }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('elevations.earlier')}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {items.map(({ elevationId, person, source, state, closedAt, closedBy, askedAt }) => (
          <li key={elevationId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
            <span>
              <span className="font-medium">{t('elevations.for', { name: person.name })}</span>
              <span className="block text-muted">
                {t(`elevations.source.${source}`)} ·{' '}
                {closedBy
                  ? t('elevations.asked_by', { name: closedBy, when: formatDate(closedAt ?? askedAt, 'moment') })
                  : formatDate(closedAt ?? askedAt, 'moment')}
              </span>
            </span>
            <ElevationState state={state} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
