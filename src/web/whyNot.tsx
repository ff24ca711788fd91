import { Lock } from 'lucide-react';
import { Suspense, useEffect, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Endpoint } from '../core/endpoint.ts';
import type { Level, Permission } from '../core/grants.ts';
import type { Elsewhere, Explained } from '../core/refusal.ts';
import type { MessageKey } from '../core/locale.ts';
import { needParts } from './catalog.ts';
import { useAccountId, useRead } from './data.tsx';
import type { House } from './house.tsx';
import { useHouse } from './house.tsx';
import { sideOf } from './pages.ts';
import { usePlace } from './place.ts';
import { useSession } from './session.tsx';
import type { Missing, RefusalParts } from './shell/slots.ts';
import { useSlots } from './shell/slots.ts';
import type { Icon } from './ui/icon.ts';
import { Button } from './ui/Button.tsx';
import type { ButtonLook } from './ui/buttonLook.ts';
import { buttonLook } from './ui/buttonLook.ts';
import { HelperList } from './ui/HelperList.tsx';
import { LinkButton } from './ui/LinkButton.tsx';
import { Popover } from './ui/Popover.tsx';
import { Refusal } from './ui/Refusal.tsx';
import { SkeletonLines } from './ui/Skeleton.tsx';

/** Why the reader may not, and where else they may. */
export interface WhyNot extends Explained {
  readonly elsewhere: readonly Elsewhere[];
}
interface Asking {
  /** Only once it is looked at; then nothing is asked for buttons that nobody tries. */
  readonly enabled?: boolean;
}

/** Stands in where no feature explains anything: in tests of a piece. It is never called. */
const unanswered = { within: 'account', method: 'GET', path: '/why', permission: 'signed-in' } as unknown as RefusalParts['explain'];

/** Why the reader lacks a permission here; undefined when they hold it, or as long as it is not known. */
export function useWhyNot(permission: Permission, needs: Level = 'edit', { enabled = true }: Asking = {}): WhyNot | undefined {
  return useExplained({ permission, needs }, enabled).why;
}

function useExplained({ permission, needs }: Missing, enabled: boolean) {
  const { refusal: parts } = useSlots();
  const here = useAccountId();
  const operators = sideOf(usePlace().path) === 'operator';
  const endpoint: RefusalParts['explain'] | RefusalParts['explainToOperator'] = (operators ? parts?.explainToOperator : parts?.explain) ?? unanswered;
  const asked = enabled && parts !== undefined;
  const explained = useRead(endpoint as RefusalParts['explain'], { permission, needs }, { enabled: asked, catches: true });
  const where = useRead(
    (parts?.whereMay ?? unanswered) as Endpoint as RefusalParts['whereMay'],
    { permission, needs },
    { enabled: asked && !operators, catches: true },
  );
  const refusal = explained.data?.refusal;
  const elsewhere = (where.data?.items ?? []).filter(({ accountId }) => accountId !== here);
  const isKnown = !asked || ((explained.data !== undefined || explained.isError) && (operators || where.data !== undefined || where.isError));
  return { why: refusal ? { ...refusal, elsewhere } : undefined, isKnown };
}

/** The words of permissions are many, and only refusals say them. */
function useWordsOf(parts: string): boolean {
  const [here, arrive] = useState(false);
  useEffect(() => {
    const come = () => arrive(true);
    needParts(parts.split(' ')).then(come, come);
  }, [parts]);
  return here;
}

/** What the reader wanted, as it follows "to": "see invoices". */
export function sayMissing(t: House['t'], { permission, needs }: Missing): string {
  const key = `permission_words.${permission}.${needs}` as MessageKey;
  const words = t(key);
  if (words !== key) return words;
  return t(needs === 'view' ? 'shell.denied.view' : 'shell.denied.edit', { page: t(`permissions.${permission}` as MessageKey) });
}

interface WhyNotTextProps extends Missing {
  /** What the refusal itself brought, as long as the whole is not here. */
  readonly known?: Pick<Explained, 'roles' | 'grantors' | 'sections'> & { readonly opensAt?: Date | null; readonly suspended?: boolean };
  readonly small?: boolean;
  readonly onAsk: () => void;
}

/** Why not, in words, with what there is to be done about it. The same in place of a page and beside a button. */
export function WhyNotText({ permission, needs, known, small = false, onAsk }: WhyNotTextProps) {
  const { t } = useHouse();
  const { why, isKnown } = useExplained({ permission, needs }, true);
  const spoken = useWordsOf('permission_words sections');
  const told: WhyNot | undefined =
    why ??
    (known && {
      permission,
      needs,
      opensAt: null,
      suspended: false,
      ...known,
      lacksRole: known.sections.length === 0,
      selfGiven: [],
      request: null,
      elsewhere: [],
    });
  const say = useSentences();
  if (!spoken || !isKnown || !told) {
    return (
      <div className={small ? 'w-80 max-w-full p-4' : 'mx-auto w-full max-w-md py-12'}>
        <SkeletonLines lines={small ? 3 : 5} />
      </div>
    );
  }
  return (
    <Refusal
      small={small}
      {...say(told)}
      actions={<WaysOut why={told} onAsk={onAsk} small={small} />}
      people={
        <Suspense fallback={<SkeletonLines lines={2} />}>
          <WhoHelps why={told} small={small} title={t('ui.refusal.who')} />
        </Suspense>
      }
    />
  );
}

const fewRoles = 3;

/** The title and what else there is to know. */
function useSentences(): (why: WhyNot) => { title: string; notes: string[] } {
  const { t, formatList, formatDate, center } = useHouse();
  const listed = (kind: 'roles' | 'sections', keys: readonly string[]) =>
    formatList(
      keys.map((key) => t(`${kind}.${key}` as MessageKey)),
      'disjunction',
    );
  const contact = [center.deskEmail, center.deskPhone].filter(Boolean).join(' · ');
  return (why) => {
    const { sections, request, opensAt, suspended } = why;
    if (suspended) return { title: t('ui.refusal.suspended'), notes: [t('ui.refusal.suspended_text', { what: sayMissing(t, why) })] };
    if (opensAt)
      return { title: t('ui.refusal.opens'), notes: [t('ui.refusal.opens_text', { what: sayMissing(t, why), when: formatDate(opensAt, 'moment') })] };
    const [what, roles, many] = [sayMissing(t, why), listed('roles', why.roles), why.roles.length > fewRoles];
    const helpless = why.lacksRole && why.grantors.length === 0 && why.selfGiven.length === 0;
    const notes = [
      sections.length > 0 && t('ui.refusal.program_text', { what, parts: listed('sections', sections) }),
      sections.length > 0 && why.lacksRole && t('ui.refusal.program_role', { roles }),
      sections.length === 0 && many && t('ui.refusal.any_of', { roles }),
      why.elsewhere.length > 0 && t('ui.refusal.elsewhere'),
      why.selfGiven.length > 0 && t('ui.refusal.self', { roles: listed('roles', why.selfGiven) }),
      request && t('ui.refusal.waiting', { role: listed('roles', [request.role]), day: formatDate(request.createdAt), until: formatDate(request.expiresAt) }),
      helpless && t('ui.refusal.nobody'),
      helpless && why.elsewhere.length === 0 && contact && t('ui.refusal.desk', { contact }),
    ].filter((note) => typeof note === 'string');
    return { title: sections.length > 0 ? t('ui.refusal.program') : t(many ? 'ui.refusal.needs_one' : 'ui.refusal.needs', { roles, what }), notes };
  };
}

const shownCompanies = 3;

/** What can be done about it, the likeliest first. */
function WaysOut({ why, onAsk, small }: { readonly why: WhyNot; readonly onAsk: () => void; readonly small: boolean }): ReactNode {
  const { t } = useHouse();
  const { path } = usePlace();
  const { refusal: parts } = useSlots();
  const { personId } = useSession();
  const account = useAccountId();
  const size = small ? ('small' as const) : undefined;
  if (account === undefined || why.opensAt) return null;
  if (why.suspended)
    return (
      <LinkButton href={`/a/${account}/standing`} variant="primary" size={size}>
        {t('ui.refusal.suspended_action')}
      </LinkButton>
    );
  const below = (page: string) => `/a/${account}${page}`;
  const ways: ((variant: ButtonLook['variant']) => ReactNode)[] = [];
  for (const { accountId, name } of why.elsewhere.slice(0, shownCompanies))
    ways.push((variant) => (
      <LinkButton key={accountId} href={samePage(path, accountId)} variant={variant} size={size}>
        {t('ui.refusal.switch', { company: name })}
      </LinkButton>
    ));
  const link = (key: string, href: string, label: string) =>
    ways.push((variant) => (
      <LinkButton key={key} href={href} variant={variant} size={size}>
        {label}
      </LinkButton>
    ));
  if (why.sections.length > 0) link('programs', below('/programs'), t('ui.refusal.enroll'));
  else if (why.request) link('request', below(`/role-requests/${why.request.requestId}`), t('ui.refusal.view_request'));
  else if (why.selfGiven.length > 0) link('self', below(`/people/${personId}`), t('ui.refusal.self_action'));
  else if (why.grantors.length > 0 && parts)
    ways.push((variant) => (
      <Button key="ask" onPress={onAsk} variant={variant} size={size}>
        {t('ui.refusal.ask')}
      </Button>
    ));
  return ways.length > 0 ? ways.map((way, at) => way(at === 0 ? 'primary' : undefined)) : null;
}

/** The same page of another company; a page about one thing leads to the list that such things stand in. */
export function samePage(path: string, accountId: string): string {
  const [, , , ...rest] = path.split('/');
  const thing = rest.findIndex((part) => /\d/.test(part));
  return ['', 'a', accountId, ...(thing < 0 ? rest : rest.slice(0, thing))].join('/');
}

/** Who to turn to: the company's admins, or those of the operator's people who can help. */
function WhoHelps({ why, small, title }: { readonly why: WhyNot; readonly small: boolean; readonly title: string }): ReactNode {
  const { refusal: parts } = useSlots();
  const account = useAccountId();
  if (parts && account !== undefined) return <parts.Admins able={why.grantors} plain={small} />;
  if (why.grantors.length === 0) return null;
  return (
    <div className="flex flex-col gap-3 text-start">
      <p className="text-14 font-semibold">{title}</p>
      <HelperList people={why.grantors} />
    </div>
  );
}

/** Holds the question open after what it was asked from has closed. */
export function useAsk(missing: Missing): { readonly ask: () => void; readonly dialog: ReactNode } {
  const [open, setOpen] = useState(false);
  const Dialog = useSlots().refusal?.AskDialog;
  return {
    ask: () => setOpen(true),
    dialog: open && Dialog && (
      <Suspense>
        <Dialog missing={missing} onClose={() => setOpen(false)} />
      </Suspense>
    ),
  };
}

/** "Why not?" beside what was refused; opens with pointer and keyboard. `trigger` is a button of one's own. */
export function WhyNotPopover({ permission, needs, trigger }: Missing & { readonly trigger?: ReactElement<Record<string, unknown>> }) {
  const { t } = useHouse();
  const { ask, dialog } = useAsk({ permission, needs });
  return (
    <>
      <Popover
        label={t('ui.refusal.why')}
        trigger={
          trigger ?? (
            <button type="button" className={buttonLook({ size: 'small' })}>
              {t('ui.refusal.why')}
            </button>
          )
        }
      >
        {(close) => (
          <WhyNotText
            permission={permission}
            needs={needs}
            small
            onAsk={() => {
              close();
              ask();
            }}
          />
        )}
      </Popover>
      {dialog}
    </>
  );
}

interface BarredButtonProps extends Omit<ButtonLook, 'variant'> {
  readonly permission: Permission;
  readonly needs?: Level;
  readonly icon?: Icon;
  readonly children: string;
}

/** In place of a button that the reader may not press: looks barred, stays reachable, and says why, who can help, and how to ask. */
export function BarredButton({ permission, needs = 'edit', children, icon: Mark = Lock, ...look }: BarredButtonProps) {
  const { t } = useHouse();
  const trigger = (
    <button
      type="button"
      aria-label={t('ui.refusal.barred', { label: children })}
      className={buttonLook(look, 'bg-sunken! text-muted! border-line! shadow-none!')}
    >
      <Mark size={16} aria-hidden className="flex-none" />
      <span>{children}</span>
    </button>
  );
  return <WhyNotPopover permission={permission} needs={needs} trigger={trigger} />;
}
