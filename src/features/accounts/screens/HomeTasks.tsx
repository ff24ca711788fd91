import {
  ArrowLeftRight,
  BadgeCheck,
  Blocks,
  Building2,
  CircleAlert,
  CircleCheck,
  DoorOpen,
  FileSignature,
  FileWarning,
  Headset,
  KeyRound,
  Lock,
  MessageCircleQuestion,
  ReceiptText,
  RefreshCw,
  ShieldCheck,
  ShoppingCart,
  UserPlus,
} from 'lucide-react';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import type { Icon } from '../../../web/ui/icon.ts';
import { classes } from '../../../web/ui/classes.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import type { HomeTask } from '../contract.ts';

const icons: Readonly<Record<string, Icon>> = {
  verification_rejected: FileWarning,
  verification_question: MessageCircleQuestion,
  primary_contact: BadgeCheck,
  support_details: Headset,
  tax_exemption: ReceiptText,
  tax_question: MessageCircleQuestion,
  tax_refused: FileWarning,
  tax_expiring: ReceiptText,
  tax_profile_question: ReceiptText,
  tax_profile_expiring: ReceiptText,
  tax_profile_expired: ReceiptText,
  second_factor: ShieldCheck,
  second_admin: UserPlus,
  join_requests: DoorOpen,
  role_requests: KeyRound,
  first_program: Blocks,
  program_question: MessageCircleQuestion,
  program_agreement: FileSignature,
  agreement_renewed: FileSignature,
  agreement_expired: FileSignature,
  program_restricted: CircleAlert,
  program_suspended: CircleAlert,
  program_roles: UserPlus,
  no_admin: UserPlus,
  elevation_gathering: ShieldCheck,
  elevation_waiting: CircleAlert,
  elevation_granted: CircleAlert,
  reset_request: KeyRound,
  service_request: MessageCircleQuestion,
  carts_waiting: ShoppingCart,
  changes_waiting: RefreshCw,
  transfers_waiting: ArrowLeftRight,
  trials_ending: RefreshCw,
  terms_ending: RefreshCw,
};

interface HomeTasksProps {
  readonly tasks: readonly HomeTask[];
  /** The task that stands out: the first on the page that the reader can do. */
  readonly first: HomeTask | undefined;
  readonly to: (link: string) => string;
}

/** What is left to do for the company itself. */
export function HomeTasks({ tasks, first, to }: HomeTasksProps) {
  const { t } = useHouse();
  return (
    <section aria-labelledby="home-tasks" className="flex flex-col gap-3">
      <h2 id="home-tasks" className="text-16 font-semibold">
        {t('accounts.home.waiting')}
      </h2>
      {tasks.length === 0 ? (
        <p className="flex items-center gap-2.5 rounded-card border border-line bg-surface px-5 py-4 text-14 text-muted">
          <CircleCheck size={20} aria-hidden className="flex-none text-success" />
          {t('accounts.home.nothing')}
        </p>
      ) : (
        <TaskList tasks={tasks} first={first} to={to} className="rounded-card border border-line bg-surface" />
      )}
    </section>
  );
}

export function TaskList({ tasks, first, to, className }: HomeTasksProps & { readonly className: string }) {
  return (
    <ul className={classes('divide-y divide-line', className)}>
      {tasks.map((task) => (
        <Task key={task.key + task.link} task={task} first={task === first} href={to(task.link)} />
      ))}
    </ul>
  );
}

function Task({ task, first, href }: { readonly task: HomeTask; readonly first: boolean; readonly href: string }) {
  const { t } = useHouse();
  const Mark = icons[task.key] ?? Building2;
  const say = (part: string) => t(`accounts.task.${task.key}.${part}` as MessageKey, task.values);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-3 px-5 py-4 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <Mark size={20} aria-hidden className="self-start text-muted" />
      <div>
        <p className="text-14 font-medium">{say('title')}</p>
        <p className="text-14 text-muted">{say('why')}</p>
        {!task.can && <NotMine task={task} />}
      </div>
      {task.can && (
        <div className="max-sm:col-start-2">
          <LinkButton href={href} variant={first ? 'primary' : undefined} size="small">
            {say('action')}
          </LinkButton>
        </div>
      )}
    </li>
  );
}

/** Who can do what the reader cannot. */
function NotMine({ task }: { readonly task: HomeTask }) {
  const { t, formatList } = useHouse();
  const roles = formatList(
    task.roles.map((role) => t(`roles.${role}` as MessageKey)),
    'disjunction',
  );
  const people = task.helpers.map(({ name }) => name);
  return (
    <p className="mt-1 flex items-start gap-1.5 text-13 text-muted">
      <Lock size={14} aria-hidden className="mt-0.5 flex-none" />
      <span>{people.length > 0 ? t('accounts.task.ask', { roles, people: formatList(people, 'disjunction') }) : t('accounts.task.needs', { roles })}</span>
    </p>
  );
}
