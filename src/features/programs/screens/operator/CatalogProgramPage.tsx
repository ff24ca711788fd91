import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions, FormSection } from '../../../../web/ui/Form.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { type CatalogProgram, type Definition, type Fault, programs, type Requirement } from '../../contract.ts';
import { definitionFrom, initialOf } from './definitionForm.ts';
import { ProgramFields } from './ProgramFields.tsx';
import { ProgramTexts } from './ProgramTexts.tsx';
import { RequirementEditor } from './RequirementEditor.tsx';

/** One program of the catalog: its words, what it brings and what it asks. */
export function CatalogProgramPage() {
  const { t, locale } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(programs.getCatalogProgram, { program: params['program'] ?? '' });
  const mark = data && (data.isOpen ? <Status kind="success">{t('programs.op.is_open')}</Status> : <Status kind="plain">{t('programs.op.is_closed')}</Status>);
  return (
    <Page
      title={data?.texts[locale].name ?? t('programs.one')}
      sentence={data && t('programs.op.companies', { count: data.companies })}
      width="reading"
      crumbs={[{ label: t('programs.op.catalog'), href: '/operator/programs' }]}
      mark={mark}
      action={data?.can.edit && <OpenButton item={data} />}
    >
      {data ? <Editor key={data.version} item={data} /> : <SkeletonLines lines={8} />}
    </Page>
  );
}

function OpenButton({ item }: { readonly item: CatalogProgram }) {
  const { t } = useHouse();
  const set = useAct(programs.setProgramOpen);
  return (
    <Button
      onPress={async () => {
        await set.mutateAsync({ program: item.program, isOpen: !item.isOpen });
        toast(t(item.isOpen ? 'programs.op.closed_toast' : 'programs.op.opened_toast'));
      }}
    >
      {t(item.isOpen ? 'programs.op.close' : 'programs.op.open')}
    </Button>
  );
}

function Editor({ item }: { readonly item: CatalogProgram }) {
  const { t } = useHouse();
  const edit = useAct(programs.editProgram);
  const { attempt, banner, problem } = useAttempt();
  const [requirements, require] = useState<readonly Requirement[]>(item.requirements);
  const faults = problem?.code === 'programs.faulty' ? ((problem.details as { faults?: readonly Fault[] }).faults ?? []) : [];
  const save = async (values: FormValues) => {
    const definition: Definition = definitionFrom(values, [...requirements]);
    const wrong = await attempt(async () => {
      await edit.mutateAsync({ program: item.program, version: item.version, definition });
      toast(t('programs.op.saved'));
    });
    // The server names places in the program; the fields here are called the same without the first word.
    return wrong && Object.fromEntries(Object.entries(wrong).map(([path, said]) => [path.replace(/^definition\./, ''), said]));
  };
  const trouble = (
    <>
      {banner}
      {faults.length > 0 && (
        <ul className="flex flex-col gap-1 text-14 text-danger">
          {faults.map((fault) => (
            <li key={fault.path + fault.code}>
              <code className="font-mono text-13">{fault.path}</code> {t(`programs.fault.${fault.code}`, fault.values)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
  return (
    <Form initial={initialOf(item)} problem={trouble} onSubmit={save}>
      <fieldset disabled={!item.can.edit} className="flex flex-col gap-6">
        <ProgramTexts />
        <ProgramFields item={item} />
        <FormSection title={t('programs.asks')} text={t('programs.op.requirements_text')}>
          <RequirementEditor program={item.program} requirements={requirements} onChange={require} />
        </FormSection>
        {item.can.edit && (
          <FormActions>
            <Button type="submit" variant="primary">
              {t('programs.op.save')}
            </Button>
          </FormActions>
        )}
      </fieldset>
    </Form>
  );
}
