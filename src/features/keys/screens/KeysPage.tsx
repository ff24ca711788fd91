import { useState } from 'react';
import { useAct, useList } from '../../../web/data.tsx';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { CredentialTable, ShownOnce } from '../../../web/ui/Credentials.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { type ApiKey, keys } from '../contract.ts';
import { KeyForm } from './KeyForm.tsx';

/** One's own keys in a company: made here, shown once, ended at once. */
export function KeysPage() {
  const { t, formatRelative } = useHouse();
  const at = useAccountPath();
  const { items, first, hasMore, loadMore } = useList(keys.listKeys, {});
  const [adding, add] = useState(false);
  const [made, keep] = useState<string | null>(null);
  const [ending, end] = useState<ApiKey | null>(null);
  return (
    <Page
      title={t('keys.title')}
      sentence={t('keys.sentence')}
      action={
        !adding && (
          <Button variant="primary" onPress={() => add(true)}>
            {t('keys.make')}
          </Button>
        )
      }
    >
      <p className="text-14">
        <Link href={at('/api')}>{t('keys.reference')}</Link>
      </p>
      {made && <ShownOnce title={t('keys.once')} text={t('keys.once_text')} what={t('keys.value')} value={made} onKept={() => keep(null)} />}
      {first ? (
        <>
          {adding && (
            <KeyForm
              give={first.can.give}
              onMade={(value) => {
                keep(value);
                add(false);
              }}
              onClose={() => add(false)}
            />
          )}
          <CredentialTable<ApiKey>
            label={t('keys.title')}
            rows={items}
            rowKey={({ keyId }) => keyId}
            hint={({ hint }) => `…${hint}`}
            facts={[
              { id: 'scopes', header: t('keys.scopes'), width: '12rem', phone: 'fact', cell: ({ scopes }) => t('keys.scopes_of', countsOf(scopes)) },
              {
                id: 'used',
                header: t('keys.used'),
                width: '9rem',
                phone: 'fact',
                cell: ({ lastUsedAt }) => (lastUsedAt ? formatRelative(lastUsedAt) : t('keys.never')),
              },
            ]}
            none={t('keys.none')}
            canEnd
            onEnd={end}
          />
          {hasMore && (
            <p>
              <Button onPress={loadMore}>{t('keys.more')}</Button>
            </p>
          )}
        </>
      ) : (
        <SkeletonLines lines={6} />
      )}
      {ending && <EndKey ending={ending} onClose={() => end(null)} />}
    </Page>
  );
}

const countsOf = (scopes: ApiKey['scopes']) => {
  const change = scopes.filter(({ level }) => level === 'edit').length;
  return { see: scopes.length, change };
};

function EndKey({ ending, onClose }: { readonly ending: ApiKey; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const act = useAct(keys.endKey);
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('keys.end_title', { name: ending.name })}
        text={t('keys.end_text')}
        confirm={t('ui.credential.end')}
        onConfirm={() => attempt(() => act.mutateAsync({ keyId: ending.keyId }))}
      />
    </>
  );
}
