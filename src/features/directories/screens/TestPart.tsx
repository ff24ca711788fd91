import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { directories, type TestResult } from '../contract.ts';
import type { Shown } from './DirectoryPage.tsx';
import { leaveFor } from './directoryWay.ts';

/** Tries a sign-in, and shows what the provider said. */
export function TestPart({ directory: { directoryId, tested, returnUrl, can } }: { readonly directory: Shown }) {
  const { t, formatRelative } = useHouse();
  const { attempt, banner } = useAttempt();
  const test = useAct(directories.testDirectory);
  const begin = () => attempt(async () => leaveFor(await test.mutateAsync({ directoryId })));
  return (
    <Section
      title={t('directories.test_title')}
      text={tested ? t('directories.tested', { ago: formatRelative(tested.at) }) : t('directories.test_text')}
      action={can.edit && <Button onPress={begin}>{t('directories.test')}</Button>}
    >
      {banner}
      {tested ? (
        <Result result={tested.result} />
      ) : (
        <DescriptionList facts={[{ label: t('directories.return_url'), value: <CopyId value={returnUrl} what={t('directories.return_url')} /> }]} />
      )}
    </Section>
  );
}

function Result({ result: { email, name, subject, secondFactor, refused } }: { readonly result: TestResult }) {
  const { t } = useHouse();
  const isKnown = refused === 'no_email' || refused === 'email_not_verified' || refused === 'foreign_domain';
  return (
    <>
      <Banner kind={refused ? 'warning' : 'success'}>{t(isKnown ? `directories.test_refused.${refused}` : 'directories.test_fine')}</Banner>
      <DescriptionList
        facts={[
          { label: t('directories.test_email'), value: email ?? t('directories.test_nothing') },
          { label: t('directories.test_name'), value: name ?? t('directories.test_nothing') },
          { label: t('directories.test_subject'), value: <span className="font-mono text-13 break-all">{subject}</span> },
          {
            label: t('directories.test_factor'),
            value: t(`directories.test_factor.${secondFactor === null ? 'unknown' : secondFactor ? 'yes' : 'no'}`),
          },
        ]}
      />
    </>
  );
}
