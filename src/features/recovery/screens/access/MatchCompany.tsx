import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { SearchField } from '../../../../web/ui/SearchField.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { type AccessCandidate, type AccessCase, accessEndpoints } from '../../contract/access.ts';
import { type CaseProps, useStep } from './caseParts.tsx';

/** Which company on file is meant, and which of its people asks. */
export function MatchCompany({ data }: CaseProps) {
  const { t } = useHouse();
  const { company, can } = data;
  return (
    <Section title={t('access_requests.case.match')} text={t('access_requests.case.match_text')}>
      {company ? <Matched data={data} company={company} /> : <Status kind="warning">{t('access_requests.case.unmatched')}</Status>}
      {company && can.match && <WhoOnFile key={`${company.accountId} ${data.version}`} data={data} company={company} />}
      {can.match && <Candidates data={data} />}
    </Section>
  );
}

type Company = NonNullable<AccessCase['company']>;
const newIdentity = 'new';

function Matched({ data: { person, contact }, company }: CaseProps & { readonly company: Company }) {
  const { t, locale, formatList } = useHouse();
  return (
    <DescriptionList
      facts={[
        { label: t('access_requests.field.company'), value: `${company.name} (${company.partnerId}), ${countryName(company.country, locale)}` },
        {
          label: t('access_requests.case.admins'),
          value: company.admins.length
            ? formatList(
                company.admins.map(({ name, signedInLately }) =>
                  t('ui.noted', { text: name, note: t(signedInLately ? 'access_requests.case.lately' : 'access_requests.case.long_ago') }),
                ),
              )
            : t('access_requests.case.no_admins'),
        },
        {
          label: t('access_requests.case.person'),
          value: person ? (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {person.name} · {person.email}
              {person.isFrozen && <Status kind="warning">{t('access_requests.case.frozen')}</Status>}
            </span>
          ) : (
            t('access_requests.case.person_new', { email: contact.email })
          ),
        },
      ]}
    />
  );
}

function WhoOnFile({ data: { requestId, version, person, contact }, company }: CaseProps & { readonly company: Company }) {
  const { t } = useHouse();
  const act = useAct(accessEndpoints.matchCompany);
  const { step, banner } = useStep();
  const people = [...(person && !company.people.some(({ personId }) => personId === person.personId) ? [person] : []), ...company.people];
  if (people.length === 0) return null;
  return (
    <Form<{ person: string }>
      label={t('access_requests.case.person')}
      initial={{ person: person?.personId ?? newIdentity }}
      problem={banner}
      onSubmit={({ person: chosen }) =>
        step(() => act.mutateAsync({ requestId, version, accountId: company.accountId, personId: chosen === newIdentity ? null : chosen }))
      }
    >
      <Select
        name="person"
        label={t('access_requests.case.person')}
        options={[
          { id: newIdentity, label: t('access_requests.case.person_new', { email: contact.email }) },
          ...people.map(({ personId, name, email }) => ({ id: personId, label: `${name} · ${email}` })),
        ]}
      />
      <FormActions>
        <Button type="submit" size="small">
          {t('access_requests.case.person_keep')}
        </Button>
      </FormActions>
    </Form>
  );
}

function Candidates({ data: { requestId, version, company } }: CaseProps) {
  const { t } = useHouse();
  const [search, setSearch] = useState('');
  const { data: found } = useRead(accessEndpoints.findCompanies, { requestId, search }, { catches: true });
  const act = useAct(accessEndpoints.matchCompany);
  const { step, banner } = useStep();
  const others = found?.items.filter(({ accountId }) => accountId !== company?.accountId);
  return (
    <div className="flex flex-col gap-3">
      <h3 className="text-14 font-semibold">{t('access_requests.case.candidates')}</h3>
      <SearchField label={t('access_requests.case.search')} value={search} onChange={setSearch} className="max-w-none" />
      {banner}
      {!others && <SkeletonLines lines={2} />}
      {others?.length === 0 && <p className="text-14 text-muted">{t('access_requests.case.no_candidates')}</p>}
      <ul className="divide-y divide-line">
        {others?.map((candidate) => (
          <CandidateLine
            key={candidate.accountId}
            candidate={candidate}
            onChoose={() => step(() => act.mutateAsync({ requestId, version, accountId: candidate.accountId, personId: null }))}
          />
        ))}
      </ul>
    </div>
  );
}

function CandidateLine({ candidate, onChoose }: { readonly candidate: AccessCandidate; readonly onChoose: () => unknown }) {
  const { t, locale, formatList } = useHouse();
  const { name, partnerId, country, registrationNumber, domains, by } = candidate;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 text-14">
      <span className="min-w-0 flex-1 basis-56">
        <span className="block font-medium">{name}</span>
        <span className="block text-13 break-words text-muted">
          {[partnerId, countryName(country, locale), registrationNumber, ...domains].filter(Boolean).join(' · ')}
        </span>
        {by.length > 0 && <span className="block text-13">{formatList(by.map((clue) => t(`access_requests.case.by.${clue}`)))}</span>}
      </span>
      <Button size="small" onPress={onChoose}>
        {t('access_requests.case.choose', { name })}
      </Button>
    </li>
  );
}
