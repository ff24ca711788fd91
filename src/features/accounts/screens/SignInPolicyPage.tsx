import { companyOfSignOn } from '../../../core/signOn.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FieldErrors, FormValues } from '../../../web/ui/formState.ts';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { useState } from 'react';
import { accounts, proofKinds } from '../contract.ts';
import { WhoMay } from './WhoMay.tsx';

interface Policy {
  readonly accepted: readonly string[];
  readonly own: readonly string[];
  readonly version: number;
  readonly can: { readonly edit: boolean };
}

/** Which ways of signing in the company accepts; in force for everyone with the next request. */
export function SignInPolicyPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(accounts.getSignInPolicy, {});
  return (
    <Page title={t('accounts.sign_in.title')} sentence={t('accounts.sign_in.sentence')} width="reading">
      {!data ? <SkeletonLines lines={5} /> : data.can.edit ? <PolicyForm key={data.version} policy={data} /> : <PolicyFacts policy={data} />}
      <p className="text-14 text-muted">
        {t('accounts.sign_in.directories')} <Link href={at('/directories')}>{t('accounts.sign_in.to_directories')}</Link>
      </p>
      {data && <WhoMay editors={data.editors} permission="sign_in_policy" can={data.can.edit} />}
    </Page>
  );
}

/** Every way is ticked where none is named: nothing is shut out. */
const isTicked = (policy: Policy, proof: string): boolean => policy.accepted.length === 0 || policy.accepted.includes(proof);
const chosen = (values: FormValues) => proofKinds.filter((proof) => values[proof] === true);
const shutsOut = (policy: Policy, picked: readonly string[]): boolean => {
  const kept = picked.includes('passkey') || picked.includes('totp') ? [...picked, 'recovery_code'] : picked;
  return companyOfSignOn(policy.own) === null && picked.length > 0 && picked.length < proofKinds.length && !policy.own.some((proof) => kept.includes(proof));
};

function PolicyForm({ policy }: { readonly policy: Policy }) {
  const { t } = useHouse();
  const set = useAct(accounts.setAcceptedProofs);
  const { attempt, banner } = useAttempt();
  const initial = Object.fromEntries(proofKinds.map((proof) => [proof, isTicked(policy, proof)]));
  const [picked, setPicked] = useState<readonly string[]>(chosen(initial));
  const save = (values: FormValues) =>
    attempt(async () => {
      const ways = chosen(values);
      // All of them is the same as no choice, and stays open for ways that come later.
      await set.mutateAsync({ accepted: ways.length === proofKinds.length ? [] : ways, version: policy.version });
      toast(t('accounts.sign_in.saved'));
    });
  return (
    <Form
      initial={initial}
      onChange={(values) => setPicked(chosen(values))}
      onSubmit={save}
      problem={banner}
      validate={(values): FieldErrors => (chosen(values).length === 0 ? { passkey: t('accounts.sign_in.one') } : {})}
    >
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-3 text-14 font-medium">{t('accounts.sign_in.question')}</legend>
        {proofKinds.map((proof) => (
          <Checkbox key={proof} name={proof} optional label={t(`accounts.proof.${proof}`)} help={t(`accounts.proof.${proof}_help`)}>
            {t(`accounts.proof.${proof}`)}
          </Checkbox>
        ))}
      </fieldset>
      {shutsOut(policy, picked) && <Banner kind="warning">{t('accounts.sign_in.shuts_you_out')}</Banner>}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('ui.save')}
        </Button>
      </FormActions>
    </Form>
  );
}

function PolicyFacts({ policy }: { readonly policy: Policy }) {
  const { t, formatList } = useHouse();
  const ways = proofKinds.filter((proof) => isTicked(policy, proof)).map((proof) => t(`accounts.proof.${proof}`));
  return <p className="text-14">{policy.accepted.length === 0 ? t('accounts.sign_in.every') : formatList(ways, 'disjunction')}</p>;
}
