import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts } from '../contract.ts';
import { Nothing } from './Nothing.tsx';
import { useMerging } from './useMerging.tsx';
import { WhoMay } from './WhoMay.tsx';

/** Where the company's customers find help. */
export function SupportDetailsPage() {
  const { t } = useHouse();
  const read = useRead(accounts.getSupportDetails, {});
  const data = read.data;
  return (
    <Page title={t('accounts.support.title')} sentence={t('accounts.support.sentence')} width="reading">
      {!data ? (
        <SkeletonLines lines={5} />
      ) : data.can.edit ? (
        <SupportForm data={data} reload={async () => (await read.refetch()).data} />
      ) : (
        <SupportFacts data={data} />
      )}
      {data && <WhoMay editors={data.editors} permission="support_profile" can={data.can.edit} />}
    </Page>
  );
}

interface Details {
  readonly email: string | null;
  readonly phoneShown: string | null;
  readonly website: string | null;
  readonly version: number;
}

function SupportForm({ data, reload }: { readonly data: Details; readonly reload: () => Promise<Details | undefined> }) {
  const { t } = useHouse();
  const update = useAct(accounts.updateSupportDetails);
  const { attempt, banner } = useAttempt();
  const { base, initial, conflict, save: merged } = useMerging(data, reload, initialOf);
  const save = (values: FormValues) => {
    const text = (name: string) => ((values[name] as string | undefined) ?? '').trim();
    return attempt(async () => {
      const said = { email: text('email'), phone: text('phone'), website: text('website') };
      if (!(await merged(values, (version) => update.mutateAsync({ ...said, version })))) return;
      toast(t('accounts.support.saved'));
    });
  };
  return (
    <Form key={base.version} initial={initial} onSubmit={save} problem={banner ?? conflict}>
      <TextField
        name="email"
        type="email"
        label={t('accounts.support.email')}
        help={t('accounts.support.email_help')}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
      />
      <TextField
        name="phone"
        type="tel"
        label={t('accounts.support.phone')}
        help={t('accounts.support.phone_help')}
        optional
        autoComplete="off"
        width="half"
        maxLength={60}
      />
      <TextField
        name="website"
        label={t('accounts.support.website')}
        optional
        autoComplete="off"
        inputMode="url"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={200}
      />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
      </FormActions>
    </Form>
  );
}

const initialOf = ({ email, phoneShown, website }: Details): FormValues => ({ email: email ?? '', phone: phoneShown ?? '', website: website ?? '' });

function SupportFacts({ data }: { readonly data: Details }) {
  const { t } = useHouse();
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.support.email'), value: data.email ?? <Nothing /> },
        { label: t('accounts.support.phone'), value: data.phoneShown ?? <Nothing /> },
        { label: t('accounts.support.website'), value: data.website ?? <Nothing /> },
      ]}
    />
  );
}
