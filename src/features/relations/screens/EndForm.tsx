import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { relations } from '../contract.ts';

/** Ends a relation, with a reason that both sides read; the operator's and the companies' own. */
export function EndForm({
  relation,
  asOperator = false,
}: {
  readonly relation: { readonly relationId: string; readonly version: number };
  readonly asOperator?: boolean;
}) {
  const { t } = useHouse();
  const own = useAct(relations.endRelation);
  const operators = useAct(relations.endRelationAsOperator);
  const { attempt, banner } = useAttempt();
  const [reason, ask] = useState<string | null>(null);
  const { relationId, version } = relation;
  return (
    <>
      <Form<{ reason: string }> problem={banner} onSubmit={({ reason: given }) => ask(given)}>
        <TextArea name="reason" label={t('relations.reason')} help={t('relations.reason_help')} maxLength={500} />
        <FormActions>
          <Button type="submit" variant="danger">
            {t('relations.end')}
          </Button>
        </FormActions>
      </Form>
      {reason !== null && (
        <ConfirmDialog
          open
          onClose={() => ask(null)}
          title={t('relations.end_question')}
          text={t('relations.end_cannot')}
          confirm={t('relations.end')}
          onConfirm={() =>
            attempt(async () => {
              await (asOperator ? operators : own).mutateAsync({ relationId, version, reason });
              toast(t('relations.end_done'));
            })
          }
        />
      )}
    </>
  );
}
