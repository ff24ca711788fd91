import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { verification } from '../contract.ts';
import type { Case } from '../contract.ts';

/** A rejection that waits for the second verifier: agree, or let it drop. The company does not see it. */
export function Proposal({ data: { accountId, version, name, proposal, can } }: { readonly data: Case }) {
  const { t, formatDate } = useHouse();
  const settle = useAct(verification.settleProposal);
  const { attempt, banner } = useAttempt();
  if (!proposal) return null;
  const decide = (agree: boolean) =>
    attempt(async () => {
      await settle.mutateAsync({ accountId, version, agree });
      toast(t(agree ? 'verification.decide.rejected' : 'verification.proposal.dropped', { company: name }));
    });
  return (
    <Banner
      kind="warning"
      title={t('verification.proposal.title', { reason: t(`accounts.rejected.${proposal.reason}`) })}
      action={
        <span className="flex flex-wrap gap-2">
          {can.confirm && (
            <Button variant="primary" onPress={() => decide(true)}>
              {t('verification.proposal.agree')}
            </Button>
          )}
          {can.dismiss && <Button onPress={() => decide(false)}>{t(proposal.isMine ? 'verification.proposal.withdraw' : 'verification.proposal.drop')}</Button>}
        </span>
      }
    >
      {banner}
      <p>
        {t(proposal.isMine ? 'verification.proposal.mine' : 'verification.proposal.by', { name: proposal.by ?? '', when: formatDate(proposal.at, 'moment') })}
      </p>
      {proposal.note && <p className="mt-1 whitespace-pre-wrap">{proposal.note}</p>}
    </Banner>
  );
}
