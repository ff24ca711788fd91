import { Eye, FileQuestion, KeyRound, ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { MessageKey } from '../core/locale.ts';
import type { Explained } from '../core/refusal.ts';
import { ApiProblem } from './api.ts';
import { useHouse } from './house.tsx';
import { signInPath, usePlace } from './place.ts';
import { Button } from './ui/Button.tsx';
import { Empty } from './ui/Empty.tsx';
import { ErrorState } from './ui/ErrorState.tsx';
import { LinkButton } from './ui/LinkButton.tsx';
import type { Missing } from './shell/slots.ts';
import { useAsk, WhyNotText } from './whyNot.tsx';

interface PageProblemProps {
  readonly error: unknown;
  readonly onRetry?: (() => unknown) | undefined;
}

/** In place of a page: not with your roles, not this way of signing in, not here, not reachable, a bug. */
export function PageProblem({ error, onRetry }: PageProblemProps) {
  const { t } = useHouse();
  const problem = error instanceof ApiProblem ? error : undefined;
  switch (problem?.code) {
    case 'access.denied':
      return <DeniedPage problem={problem} />;
    case 'access.seeing_as':
      return (
        <Standing title={t('shell.seeing.closed')}>
          <Empty icon={Eye} title={t('shell.seeing.closed')} text={t('shell.seeing.closed_text')} />
        </Standing>
      );
    case 'access.proof_not_accepted':
      return <OtherProofPage problem={problem} />;
    case 'access.second_factor':
      return problem.details['enrolled'] === true ? <StepUpPage onRetry={onRetry} /> : <SetOneUpPage />;
    case 'access.step_up':
      return <StepUpPage onRetry={onRetry} />;
    case 'not_found':
      return <NotHere />;
    case 'offline':
      return (
        <Standing title={t('shell.offline.title')}>
          <ErrorState title={t('shell.offline.title')} text={t('frame.offline')} onRetry={onRetry} />
        </Standing>
      );
    default:
      return (
        <Standing title={t('ui.error.title')}>
          <ErrorState onRetry={onRetry} reference={problem?.requestId ?? undefined} />
        </Standing>
      );
  }
}

/** A page of its own, with a title to be announced. */
function Standing({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { center } = useHouse();
  useEffect(() => {
    document.title = `${title} · ${center.name}`;
  }, [title, center.name]);
  return (
    <div className="mx-auto w-full max-w-reading pt-[10vh]">
      <h1 id="page-title" tabIndex={-1} className="sr-only">
        {title}
      </h1>
      {children}
    </div>
  );
}

function DeniedPage({ problem }: { readonly problem: ApiProblem }) {
  const { t } = useHouse();
  const { permission, needs, roles, grantors, sections, opensAt, suspended } = problem.details as unknown as Missing &
    Pick<Explained, 'roles' | 'grantors' | 'sections' | 'opensAt' | 'suspended'>;
  const { ask, dialog } = useAsk({ permission, needs });
  // Strangers to a side are not told its roles, nor who works there.
  if (roles.length === 0) {
    return (
      <Standing title={t('shell.denied.title')}>
        <Empty
          icon={KeyRound}
          title={t('shell.denied.title')}
          text={t('shell.denied.operator')}
          action={<LinkButton href="/">{t('shell.to_home')}</LinkButton>}
        />
      </Standing>
    );
  }
  return (
    <Standing title={t('shell.denied.title')}>
      <WhyNotText permission={permission} needs={needs} known={{ roles, grantors, sections, suspended, opensAt: opensAt && new Date(opensAt) }} onAsk={ask} />
      {dialog}
    </Standing>
  );
}

/** The session is good, but this company asks for another way of signing in. */
function OtherProofPage({ problem }: { readonly problem: ApiProblem }) {
  const { t, formatList } = useHouse();
  const { path, search } = usePlace();
  const accepted = (problem.details['accepted'] as readonly string[]).map((proof) => t(proofKey(proof)));
  const here = search.size > 0 ? `${path}?${search}` : path;
  // On a page of one's own it is not a company that asks, but the identity: a directory has opened this session.
  const own = path.startsWith('/a/') ? '' : ('own_' as const);
  return (
    <Standing title={t(`shell.proof.${own}title`)}>
      <Empty
        icon={KeyRound}
        title={t(`shell.proof.${own}title`)}
        text={t(`shell.proof.${own}text`, { ways: formatList(accepted, 'disjunction') })}
        action={
          <LinkButton href={signInPath(here)} variant="primary">
            {t('shell.proof.action')}
          </LinkButton>
        }
      />
    </Standing>
  );
}

/** The page needs a second factor and the reader closed the question. */
function StepUpPage({ onRetry }: { readonly onRetry: (() => unknown) | undefined }) {
  const { t } = useHouse();
  return (
    <Standing title={t('shell.step_up.title')}>
      <Empty
        icon={ShieldCheck}
        title={t('shell.step_up.title')}
        text={t('shell.step_up.text')}
        action={
          <Button variant="primary" onPress={onRetry}>
            {t('shell.step_up.action')}
          </Button>
        }
      />
    </Standing>
  );
}

/** The company asks a second factor of the reader, who has none yet: the way to one stays open. */
function SetOneUpPage() {
  const { t } = useHouse();
  return (
    <Standing title={t('shell.second_factor.title')}>
      <Empty
        icon={ShieldCheck}
        title={t('shell.second_factor.title')}
        text={t('shell.second_factor.text')}
        action={
          <LinkButton href="/me/security" variant="primary">
            {t('shell.second_factor.action')}
          </LinkButton>
        }
      />
    </Standing>
  );
}

const proofs = ['password', 'passkey', 'totp', 'recovery_code', 'mail_code'] as const;
const proofKey = (proof: string): MessageKey => {
  const known = proofs.find((each) => each === proof);
  return known ? `shell.proof.${known}` : 'shell.proof.idp';
};

/** Not here, or not yours: the two look the same. */
export function NotHere() {
  const { t } = useHouse();
  return (
    <Standing title={t('shell.not_found.title')}>
      <Empty
        icon={FileQuestion}
        title={t('shell.not_found.title')}
        text={t('shell.not_found.text')}
        action={<LinkButton href="/">{t('shell.to_home')}</LinkButton>}
      />
    </Standing>
  );
}
