import { useHouse } from '../../../web/house.tsx';
import { api } from '../../../web/api.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import type { Fact } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { center } from '../../center/contract.ts';
import type { JoinStatus, SignUp } from '../contract.ts';
import { OtherCompany } from './KnownPage.tsx';
import { useLoaded } from './useLoaded.ts';

interface JoinPageProps {
  readonly token: string;
  readonly request: JoinStatus;
  readonly onOpen: (signUp: SignUp) => void;
}

/** What became of the request to be let into a company. */
export function JoinPage({ token, request, onOpen }: JoinPageProps) {
  const { t, formatDate, center: here } = useHouse();
  const { company, state, askedAt, dueAt, reason } = request;
  const values = { company, center: here.name, due: formatDate(dueAt, 'long') };
  const facts: Fact[] = [
    { label: t('signup.request.asked'), value: formatDate(askedAt, 'long') },
    ...(state === 'open' ? [{ label: t('signup.request.due'), value: values.due }] : []),
    ...(reason ? [{ label: t('signup.request.reason'), value: reason }] : []),
  ];
  return (
    <NarrowPage title={t(`signup.request.${state}.title`, values)} sentence={t(`signup.request.${state}.text`, values)}>
      <DescriptionList facts={facts} />
      {state === 'accepted' && (
        <LinkButton href="/sign-in" variant="primary" wide>
          {t('signup.known.sign_in')}
        </LinkButton>
      )}
      {state === 'at_desk' && <Desk />}
      {state !== 'accepted' && <OtherCompany token={token} onOpen={onOpen} />}
    </NarrowPage>
  );
}

/** How to reach the operator's desk, as the operator has said it. */
function Desk() {
  const { t } = useHouse();
  const { value } = useLoaded('desk', () => api(center).get({}));
  const facts: Fact[] = [
    ...(value?.deskEmail ? [{ label: t('signup.request.desk_email'), value: <Link href={`mailto:${value.deskEmail}`}>{value.deskEmail}</Link> }] : []),
    ...(value?.deskPhone
      ? [{ label: t('signup.request.desk_phone'), value: <Link href={`tel:${value.deskPhone.replaceAll(/[^+\d]/g, '')}`}>{value.deskPhone}</Link> }]
      : []),
  ];
  return facts.length > 0 && <DescriptionList facts={facts} />;
}
