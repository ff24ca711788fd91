import { useState } from 'react';
import type { Endpoint } from '../../core/endpoint.ts';
import { cellOf, permissions } from '../../core/grants.ts';
import type { Level, Permission } from '../../core/grants.ts';
import type { MessageKey, Values } from '../../core/locale.ts';
import { accountRoles, operatorRoles } from '../../core/roles.ts';
import { useRead } from '../data.tsx';
import { useHouse } from '../house.tsx';
import { useAccountPath, usePlace } from '../place.ts';
import { NotHere } from '../refusals.tsx';
import { useSlots } from '../shell/slots.ts';
import { Badge } from '../ui/Badge.tsx';
import { DescriptionList } from '../ui/DescriptionList.tsx';
import type { Fact } from '../ui/DescriptionList.tsx';
import { Page } from '../ui/Page.tsx';
import { Section } from '../ui/Section.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { Status } from '../ui/Status.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { CodeBlock } from './CodeBlock.tsx';
import { type Operation, type Reference, useReference } from './document.ts';
import { Method } from './Method.tsx';
import { sampleOf } from './sample.ts';
import { type Language, languageNames, languages, type Shown, snippetOf } from './snippets.ts';

/** One operation: who may, what it takes, what it answers and refuses with, and how a program calls it. */
export function OperationPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const reference = useReference();
  const operation = reference?.operations.find(({ id }) => id === params['operation']);
  if (reference && !operation) return <NotHere />;
  return (
    <Page
      title={operation?.summary ?? t('reference.title')}
      titleLang={operation ? 'en' : undefined}
      crumbs={[{ label: t('reference.title'), href: at('/api') }]}
      width="reading"
    >
      {reference && operation ? <Parts reference={reference} operation={operation} /> : <SkeletonLines lines={16} />}
    </Page>
  );
}

interface PartProps {
  readonly reference: Reference;
  readonly operation: Operation;
}

function Parts({ reference, operation }: PartProps) {
  const { t } = useHouse();
  const { method, path, id, parameters, answer } = operation;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-14">
        <Method name={method} />
        <span className="min-w-0 font-mono break-all" translate="no">
          {path}
        </span>
        <span className="font-mono text-13 text-muted" translate="no">
          {id}
        </span>
      </p>
      <Section title={t('reference.who')}>
        <Who operation={operation} />
      </Section>
      {parameters.length > 0 && (
        <Section title={t('reference.parameters')}>
          <DescriptionList facts={parameters.map((one) => parameterFact(one, t))} />
        </Section>
      )}
      <Section title={t('reference.request')} text={operation.forPrograms ? t('reference.request_text') : t('reference.people_only')}>
        <Request reference={reference} operation={operation} />
      </Section>
      <Section title={t('reference.answer')} text={answer ? t('reference.answer_text') : t('reference.answer_file')}>
        {answer && <CodeBlock label={t('reference.answer')} text={JSON.stringify(sampleOf(answer, reference.schemas, { whole: true }), null, 2)} />}
      </Section>
      {operation.problems.length > 0 && (
        <Section title={t('reference.problems')} text={t('reference.problems_text')}>
          <ul className="text-14">
            {operation.problems.map((problem) => (
              <Refusal key={problem.code} problem={problem} reference={reference} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

type T = ReturnType<typeof useHouse>['t'];

function parameterFact({ name, in: place, required, description, schema }: Operation['parameters'][number], t: T): Fact {
  const kind = schema.enum?.map(String).join(' | ') ?? [schema.type ?? 'any'].flat().join(' | ');
  return {
    label: name,
    value: (
      <>
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-mono text-13 break-words" lang="en" translate="no">
            {schema.format ? `${kind} (${schema.format})` : kind}
          </span>
          <Badge>{t(`reference.in.${place}`)}</Badge>
          {required && <Badge accent>{t('reference.required')}</Badge>}
        </span>
        {description && (
          <span className="block text-13 text-muted" lang="en">
            {description}
          </span>
        )}
      </>
    ),
  };
}

/** Its sentence, with made-up details where it has some. */
function Refusal({ problem: { code, status }, reference: { schemas } }: { readonly problem: Operation['problems'][number]; readonly reference: Reference }) {
  const { t } = useHouse();
  const { details = {} } = (sampleOf(schemas[`problem.${code}`] ?? {}, schemas, { whole: true }) ?? {}) as { details?: Values };
  const key = `problems.${code}` as MessageKey;
  const said = t(key, details);
  return (
    <li className="flex gap-x-6 border-b border-line py-3 last:border-0">
      <span className="w-10 flex-none text-muted tabular-nums">{status}</span>
      <span className="min-w-0 flex-1">
        <span className="block font-mono text-13 break-all" lang="en" translate="no">
          {code}
        </span>
        {said !== key && <span className="block text-muted">{said}</span>}
      </span>
    </li>
  );
}

function Who({ operation: { permission, needs, stepUpMinutes, forPrograms } }: { readonly operation: Operation }) {
  const { t, formatList } = useHouse();
  const isKey = permission in permissions;
  const key = permission as Permission;
  const wanted: readonly (Level | null)[] = needs === 'edit' ? ['edit'] : needs === 'own' ? ['own', 'edit'] : ['view', 'own', 'edit'];
  const roles = isKey ? (permissions[key].side === 'operator' ? operatorRoles : accountRoles).filter((role) => wanted.includes(cellOf(role, key).level)) : [];
  return (
    <>
      {isKey && permissions[key].side === 'account' && <You permission={key} needs={needs ?? 'view'} />}
      <DescriptionList
        facts={[
          {
            label: t('reference.permission'),
            value: isKey ? t(`permissions.${key}`) : t(permission === 'public' ? 'reference.everyone' : 'reference.signed_in'),
          },
          ...(isKey && needs ? [{ label: t('reference.needs'), value: t(`reference.needs.${needs as Level}`) }] : []),
          ...(roles.length ? [{ label: t('reference.roles'), value: formatList(roles.map((role) => t(`roles.${role}`))) }] : []),
          ...(stepUpMinutes === null ? [] : [{ label: t('reference.step_up'), value: t('reference.step_up_text', { minutes: stepUpMinutes }) }]),
          { label: t('reference.programs'), value: t(forPrograms ? 'reference.programs.yes' : 'reference.programs.no') },
        ]}
      />
    </>
  );
}

/** What the server says of the reader, with the way out where it says no. */
function You({ permission, needs }: { readonly permission: Permission; readonly needs: string }) {
  const { refusal: parts } = useSlots();
  return parts ? <Explained explain={parts.explain} permission={permission} needs={needs} /> : null;
}

function Explained({ explain, permission, needs }: { readonly explain: Endpoint; readonly permission: Permission; readonly needs: string }) {
  const { t } = useHouse();
  const { WhyNot } = useSlots();
  const { data } = useRead(explain, { permission, needs }, { catches: true });
  const why = data as { readonly refusal: unknown } | undefined;
  if (!why) return null;
  return (
    <p className="flex flex-wrap items-center gap-3">
      <Status kind={why.refusal ? 'danger' : 'success'}>{t(why.refusal ? 'reference.you_may_not' : 'reference.you_may')}</Status>
      {why.refusal !== null && WhyNot && <WhyNot permission={permission} needs={needs} />}
    </p>
  );
}

function Request({ reference: { schemas }, operation }: PartProps) {
  const { t } = useHouse();
  const { params } = usePlace();
  const [language, choose] = useState<Language>('curl');
  const shown = exampleOf(operation, schemas, params['account'] ?? '');
  return (
    <Tabs
      label={t('reference.request')}
      chosen={language}
      onChoose={(id) => choose(id as Language)}
      tabs={languages.map((id) => ({ id, label: languageNames[id], content: <CodeBlock label={languageNames[id]} text={snippetOf(id, shown)} /> }))}
    />
  );
}

/** The call with the reader's own account, and made-up values for whatever must be given. */
function exampleOf({ method, path, parameters, body }: Operation, schemas: Reference['schemas'], account: string): Shown {
  const valueOf = ({ name, schema }: Operation['parameters'][number]) => String(name === 'account' ? account : sampleOf(schema, schemas, { name }));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const found = parameters.find((one) => one.in === 'path' && one.name === name);
    return encodeURIComponent(found ? valueOf(found) : name);
  });
  const query = new URLSearchParams(parameters.filter((one) => one.in === 'query' && one.required).map((one) => [one.name, valueOf(one)]));
  return {
    method,
    url: `${location.origin}${filled}${query.size ? `?${query}` : ''}`,
    keyed: parameters.some(({ name }) => name === 'Idempotency-Key'),
    ...(body ? { body: sampleOf(body, schemas) } : method === 'GET' ? {} : { body: {} }),
  };
}
