import { useState } from 'react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { accounts } from '../../accounts/contract.ts';

const center = 'center';

/** Whose log the operator reads: the center's own, or a company found by its name. */
export function LogChoice() {
  const { t } = useHouse();
  const { search, go } = usePlace();
  const chosen = search.get('account') ?? center;
  const [typed, setTyped] = useState('');
  const found = useList(accounts.listAccounts, { limit: 20, ...(typed.trim() ? { search: typed.trim() } : {}) }).items;
  const known = useList(accounts.listAccounts, { limit: 1, search: chosen === center ? '' : chosen }).items.filter(({ accountId }) => accountId === chosen);
  const companies = [...known, ...found.filter(({ accountId }) => accountId !== chosen)].map(({ accountId, name, partnerId }) => ({
    id: accountId,
    label: name,
    detail: partnerId,
  }));
  return (
    <div className="max-w-md">
      <ComboBox
        name="log"
        label={t('audit.op.company')}
        placeholder={t('audit.op.choose')}
        options={[{ id: center, label: t('audit.op.center') }, ...companies]}
        value={chosen}
        onSearch={setTyped}
        onChange={(id) => id && go(id === center ? '/operator/activity' : `/operator/activity?account=${id}`)}
      />
    </div>
  );
}
