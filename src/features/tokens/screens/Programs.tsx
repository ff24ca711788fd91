import { AppWindow, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { type Grant, tokens } from '../contract.ts';

/** For the security page: what acts for the reader, in all of their companies. */
export function MyPrograms() {
  const { t } = useHouse();
  const list = useList(tokens.listMyPrograms, { limit: 20 });
  const end = useAct(tokens.endMyProgram);
  return (
    <Section title={t('programs_let_in.title')} text={t('programs_let_in.mine_text')}>
      <Lines list={list} none={t('programs_let_in.mine_none')} onEnd={(grantId) => end.mutateAsync({ grantId })} />
    </Section>
  );
}

/** For the company: what has access to it now, by whom, and when it was last used. */
export function CompanyPrograms() {
  const { t } = useHouse();
  const list = useList(tokens.listPrograms, { limit: 20 });
  const end = useAct(tokens.endProgram);
  return (
    <Section title={t('programs_let_in.title')} text={t('programs_let_in.text')}>
      <Lines list={list} none={t('programs_let_in.none')} onEnd={(grantId) => end.mutateAsync({ grantId })} />
    </Section>
  );
}

interface ListOf {
  readonly items: readonly Grant[];
  readonly isLoading: boolean;
  readonly error: { readonly requestId: string | null } | null;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

function Lines({ list, none, onEnd }: { readonly list: ListOf; readonly none: string; readonly onEnd: (grantId: string) => Promise<unknown> }) {
  const { t } = useHouse();
  if (list.isLoading) return <SkeletonLines lines={3} />;
  if (list.error && list.items.length === 0) return <ErrorState onRetry={list.reload} reference={list.error.requestId ?? undefined} />;
  if (list.items.length === 0) return <p className="text-14 text-muted">{none}</p>;
  return (
    <>
      <ul className="flex flex-col">
        {list.items.map((grant) => (
          <Line key={grant.grantId} grant={grant} onEnd={onEnd} />
        ))}
      </ul>
      {list.hasMore && (
        <div>
          <Button size="small" onPress={list.loadMore} pending={list.isLoadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function Line({ grant, onEnd }: { readonly grant: Grant; readonly onEnd: (grantId: string) => Promise<unknown> }) {
  const { t, formatDate, formatRelative } = useHouse();
  const { attempt, banner } = useAttempt();
  const [asking, ask] = useState(false);
  const { grantId, kind, name, person, company, createdAt, lastUsedAt, can } = grant;
  const Mark = kind === 'key' ? KeyRound : AppWindow;
  const facts = [
    t(`programs_let_in.kind.${kind}`),
    person ?? company,
    t('programs_let_in.since', { date: formatDate(createdAt) }),
    lastUsedAt ? t('programs_let_in.used', { ago: formatRelative(lastUsedAt) }) : t('programs_let_in.unused'),
  ];
  return (
    <li className="flex flex-col gap-3 border-b border-line py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-3">
        <Mark size={20} aria-hidden className="flex-none text-muted" />
        <div className="min-w-0 flex-1 basis-56 text-14">
          <p className="font-medium break-words">{name}</p>
          <p className="text-13 text-muted">{facts.filter(Boolean).join(' · ')}</p>
        </div>
        {can.end && (
          <Button size="small" aria-label={t('ui.named', { label: t('programs_let_in.end'), value: name })} onPress={() => ask(true)}>
            {t('programs_let_in.end')}
          </Button>
        )}
      </div>
      {banner}
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('programs_let_in.end_title', { name })}
        text={t('programs_let_in.end_text')}
        confirm={t('programs_let_in.end')}
        onConfirm={() =>
          attempt(async () => {
            await onEnd(grantId);
            toast(t('programs_let_in.ended'));
          })
        }
      />
    </li>
  );
}
