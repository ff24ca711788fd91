import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { support } from '../../contract.ts';

/** Gives the request to a colleague, who writes with the desk from then on. */
export function HandOverDialog({ requestId, onClose }: { readonly requestId: string; readonly onClose: () => void }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const [search, setSearch] = useState('');
  const { data } = useRead(support.listRequestHeirs, { requestId, ...(search ? { search } : {}) }, { catches: true });
  const give = useAct(support.handOverRequest);
  const { attempt, banner } = useAttempt();
  return (
    <Dialog open firm onClose={onClose} title={t('support_requests.hand_over')}>
      <Form<{ personId: string }>
        problem={banner}
        onSubmit={({ personId }) =>
          attempt(async () => {
            const { name } = await give.mutateAsync({ requestId, personId });
            onClose();
            toast(t('support_requests.handed_over', { name }));
            go(at('/requests'));
          })
        }
      >
        <p className="text-14 text-muted">{t('support_requests.hand_over_text')}</p>
        <ComboBox
          name="personId"
          label={t('support_requests.colleague')}
          onSearch={setSearch}
          options={(data?.items ?? []).map(({ personId, name, email }) => ({ id: personId, label: name, detail: email }))}
        />
        <SubmitOrCancel submit={t('support_requests.hand_over')} onCancel={onClose} />
      </Form>
    </Dialog>
  );
}
