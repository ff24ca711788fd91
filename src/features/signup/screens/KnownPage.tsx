import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { signInPath } from '../../../web/place.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import type { SignUp } from '../contract.ts';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { server } from './useSignUp.ts';

interface KnownPageProps {
  readonly token: string;
  readonly signUp: SignUp;
  readonly onOpen: (signUp: SignUp) => void;
}

type Company = SignUp['known'][number];
const domainOf = (email: string): string => email.split('@').at(-1) ?? '';

/** The proved mail domain is a company's: ask its people to be let in, or say that this is another company. */
export function KnownPage({ token, signUp, onOpen }: KnownPageProps) {
  const { t } = useHouse();
  const [only] = signUp.known;
  const mine = signUp.known.find(({ isMember }) => isMember);
  const domain = domainOf(signUp.email);
  const sentence = signUp.known.length === 1 && only ? t('signup.known.one', { company: only.name, domain }) : t('signup.known.many', { domain });
  return (
    <NarrowPage title={t('signup.known.title')} sentence={sentence}>
      {mine ? <AlreadyIn company={mine} /> : <AskForm token={token} signUp={signUp} onOpen={onOpen} />}
      <OtherCompany token={token} onOpen={onOpen} />
    </NarrowPage>
  );
}

function AlreadyIn({ company }: { readonly company: Company }) {
  const { t } = useHouse();
  return (
    <div className="flex flex-col gap-4">
      <p className="text-14">{t('signup.known.member', { company: company.name })}</p>
      <LinkButton href={signInPath(`/a/${company.accountId}`)} variant="primary" wide>
        {t('signup.known.sign_in')}
      </LinkButton>
    </div>
  );
}

function AskForm({ token, signUp, onOpen }: KnownPageProps) {
  const { t, locale } = useHouse();
  const { attempt, banner } = useAttempt();
  const [only] = signUp.known;
  const ask = (typed: { readonly givenName: string; readonly familyName: string; readonly message?: string; readonly company?: string }) =>
    attempt(async () => {
      const accountId = typed.company ?? only?.accountId ?? '';
      onOpen(await server.askToJoin({ token, accountId, givenName: typed.givenName, familyName: typed.familyName, message: typed.message ?? '' }));
    });
  const { givenName, familyName } = signUp.answers.contact ?? {};
  return (
    <Form onSubmit={ask} problem={banner} initial={{ givenName: givenName ?? '', familyName: familyName ?? '' }}>
      <p className="text-14">{t('signup.known.ask_text')}</p>
      {signUp.known.length > 1 && (
        <RadioGroup
          name="company"
          label={t('signup.known.which')}
          choices={signUp.known.toSorted((a, b) => a.name.localeCompare(b.name, locale)).map(({ accountId, name }) => ({ id: accountId, label: name }))}
        />
      )}
      <NameFields own />
      <TextArea name="message" label={t('signup.known.message')} help={t('signup.known.message_help')} optional maxLength={500} rows={3} />
      <Button type="submit" variant="primary" wide>
        {t('signup.known.ask')}
      </Button>
    </Form>
  );
}

interface OtherCompanyProps {
  readonly token: string;
  readonly onOpen: (signUp: SignUp) => void;
}

/** A word of warning comes before the way past: two accounts of one company are hard to bring together again. */
export function OtherCompany({ token, onOpen }: OtherCompanyProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [asked, setAsked] = useState(false);
  const goOn = () => attempt(async () => onOpen(await server.save({ token, step: 'known', answers: { newCompany: true } })));
  if (!asked) {
    return (
      <div className="border-t border-line pt-4 text-center">
        <Button variant="quiet" onPress={() => setAsked(true)}>
          {t('signup.known.other')}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4 border-t border-line pt-6">
      {banner}
      <Banner kind="warning" title={t('signup.known.other_title')}>
        {t('signup.known.other_text')}
      </Banner>
      <Button wide onPress={goOn}>
        {t('signup.known.go_on')}
      </Button>
    </div>
  );
}
