import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { agreements } from '../contract.ts';
import type { AgreementLine } from '../contract.ts';

/** For who may not sign: one press tells those who may. */
export function Forward({ line: { agreement, signers, forwardedAt } }: { readonly line: AgreementLine }) {
  const { t, formatList, formatRelative } = useHouse();
  const forward = useAct(agreements.forwardAgreement);
  const { attempt, banner } = useAttempt();
  const people = formatList(
    signers.map(({ name }) => name),
    'disjunction',
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="text-14 text-muted">{t('agreements.signers', { roles: t('roles.global_admin'), people })}</p>
      {banner}
      <Button
        reason={forwardedAt ? t('agreements.forwarded_at', { when: formatRelative(forwardedAt) }) : undefined}
        onPress={() =>
          attempt(async () => {
            await forward.mutateAsync({ agreement });
            toast(t('agreements.forwarded'));
          })
        }
      >
        {t('agreements.forward')}
      </Button>
      {forwardedAt && <p className="text-13 text-muted">{t('agreements.forwarded_at', { when: formatRelative(forwardedAt) })}</p>}
    </div>
  );
}
