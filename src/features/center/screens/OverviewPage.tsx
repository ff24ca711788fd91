import {
  AtSign,
  BadgeCheck,
  Blocks,
  CheckCheck,
  DoorClosed,
  ImageUp,
  KeyRound,
  Languages,
  LifeBuoy,
  Mail,
  MapPinX,
  Megaphone,
  ReceiptText,
  RotateCcw,
  UserPlus,
} from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import type { Icon } from '../../../web/ui/icon.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { useLink } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { center } from '../contract.ts';
import type { OperatorTask } from '../contract.ts';

const taskIcons: Readonly<Record<OperatorTask['key'], Icon>> = {
  vetting: BadgeCheck,
  desk_requests: UserPlus,
  service_requests: LifeBuoy,
  enrollments: Blocks,
  failed_jobs: RotateCcw,
  drafts: Megaphone,
  access_cases: KeyRound,
  tax_exemptions: ReceiptText,
  payout_accounts: ReceiptText,
  tax_profiles: ReceiptText,
  location_removals: MapPinX,
  closings: DoorClosed,
  suggestions: Languages,
};
const hints = {
  mail: { icon: Mail, href: '/operator/mailbox' },
  desk: { icon: AtSign, href: '/operator/settings' },
  logo: { icon: ImageUp, href: '/operator/settings' },
} as const;

/** Where the operator's people begin: what waits, and what a new center still lacks. */
export function OverviewPage() {
  const { t } = useHouse();
  const { data } = useRead(center.getOverview, {}, { everyMs: 60_000 });
  return (
    <Page title={t('overview.title')} sentence={t('overview.sentence')} width="reading">
      {!data && <SkeletonLines lines={4} />}
      {data?.tasks.length === 0 && <Empty icon={CheckCheck} title={t('overview.nothing')} text={t('overview.nothing_text')} />}
      {data && data.tasks.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line">
          {data.tasks.map((task) => (
            <li key={task.key} className="first:[&_a]:rounded-t-card last:[&_a]:rounded-b-card">
              <TaskLine task={task} />
            </li>
          ))}
        </ul>
      )}
      {data && data.hints.length > 0 && (
        <Section title={t('overview.hints')}>
          <div className="grid gap-3 sm:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))]">
            {data.hints.map((hint) => (
              <HintCard key={hint} hint={hint} />
            ))}
          </div>
        </Section>
      )}
    </Page>
  );
}

function TaskLine({ task }: { readonly task: OperatorTask }) {
  const { t } = useHouse();
  const link = useLink(task.href);
  const Mark = taskIcons[task.key];
  return (
    <a {...link} className="flex items-center gap-3 px-4 py-3.5 text-14 -outline-offset-2! transition-colors hover:bg-hover">
      <Mark size={16} aria-hidden className="flex-none text-muted" />
      <span className="min-w-0 flex-1 font-medium">{t(`overview.task.${task.key}`, { count: task.count })}</span>
      <span aria-hidden="true" className="text-13 text-accent-ink">
        {t('overview.open')}
      </span>
    </a>
  );
}

function HintCard({ hint }: { readonly hint: keyof typeof hints }) {
  const { t } = useHouse();
  const { icon: Mark, href } = hints[hint];
  return (
    <Card>
      <div className="flex flex-1 flex-col gap-1">
        <Mark size={20} aria-hidden className="mb-1 text-muted" />
        <h3 className="text-14 font-semibold">{t(`overview.hint.${hint}`)}</h3>
        <p className="text-13 text-muted">{t(`overview.hint.${hint}_text`)}</p>
      </div>
      <div>
        <LinkButton href={href} size="small">
          {t('overview.open')}
        </LinkButton>
      </div>
    </Card>
  );
}
