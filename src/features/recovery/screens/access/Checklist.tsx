import { useState } from 'react';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { accessEndpoints, checklist, type ChecklistLine, type ItemDecision, itemDecisions, neededItems } from '../../contract/access.ts';
import { type CaseProps, useStep } from './caseParts.tsx';

const kinds = { met: 'success', not_met: 'danger', not_possible: 'warning' } as const;

/** What must be looked at, of the person and of the company; who found what, and when. */
export function Checklist({ data }: CaseProps) {
  const { t } = useHouse();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Section title={t('access_requests.case.checklist')} text={t('access_requests.case.checklist_text')}>
      {(['identity', 'company'] as const).map((group) => (
        <div key={group} className="flex flex-col gap-1">
          <h3 className="text-14 font-semibold">{t(`access_requests.case.group.${group}`)}</h3>
          <ul className="divide-y divide-line">
            {data.checklist
              .filter(({ item }) => (checklist[group] as readonly string[]).includes(item))
              .map((line) => (
                <Item key={line.item} data={data} line={line} isOpen={open === line.item} setOpen={(isOpen) => setOpen(isOpen ? line.item : null)} />
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

interface ItemProps extends CaseProps {
  readonly line: ChecklistLine;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}
function Item({ data, line, isOpen, setOpen }: ItemProps) {
  const { t, formatDate } = useHouse();
  const { item, decision, by, at, note } = line;
  return (
    <li className="flex flex-col gap-3 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64 text-14">
          <p className="font-medium">
            {t(`access_requests.item.${item}`)}
            {neededItems.includes(item) && <span className="ms-2 text-13 font-normal text-muted">{t('access_requests.case.needed')}</span>}
          </p>
          <p className="text-13 text-muted">{t(`access_requests.item.${item}_text`)}</p>
          {by && at && <p className="mt-1 text-13 text-muted">{t('access_requests.case.by_at', { name: by, at: formatDate(at, 'moment') })}</p>}
          {note && <p className="text-13 whitespace-pre-wrap">{note}</p>}
        </div>
        <Status bare kind={decision ? kinds[decision] : 'plain'}>
          {t(decision ? `access_requests.decision.${decision}` : 'access_requests.case.open_item')}
        </Status>
        {data.can.check && !isOpen && (
          <Button size="small" onPress={() => setOpen(true)} aria-label={t('access_requests.case.check_item', { item: t(`access_requests.item.${item}`) })}>
            {t('access_requests.case.check')}
          </Button>
        )}
      </div>
      {isOpen && <ItemForm data={data} line={line} onDone={() => setOpen(false)} />}
    </li>
  );
}

function ItemForm({ data: { requestId, version }, line, onDone }: CaseProps & { readonly line: ChecklistLine; readonly onDone: () => void }) {
  const { t } = useHouse();
  const act = useAct(accessEndpoints.checkItem);
  const { step, banner } = useStep(onDone);
  return (
    <Form<{ decision: ItemDecision; note?: string }>
      label={t(`access_requests.item.${line.item}`)}
      initial={{ ...(line.decision ? { decision: line.decision } : {}), note: line.note ?? '' }}
      problem={banner}
      onSubmit={({ decision, note }) => step(() => act.mutateAsync({ requestId, version, item: line.item, decision, note: note ?? null }))}
    >
      <RadioGroup
        name="decision"
        label={t('access_requests.case.found')}
        choices={itemDecisions.map((id) => ({ id, label: t(`access_requests.decision.${id}`) }))}
      />
      <TextArea name="note" label={t('access_requests.case.note')} rows={2} maxLength={1000} optional />
      <FormActions>
        <Button type="submit" variant="primary" size="small">
          {t('access_requests.case.keep_item')}
        </Button>
        <Button variant="quiet" size="small" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
