import { Check, CircleHelp, Minus, X } from 'lucide-react';
import type { z } from 'zod';
import { useHouse } from '../../../../web/house.tsx';
import { useAttempt } from '../../../../web/attempt.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import type { Icon } from '../../../../web/ui/icon.ts';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import type { DomainProof, Finding } from '../../contract/domains.ts';

export type ProofShown = z.output<typeof DomainProof>;
interface ProofCardProps {
  readonly proof: ProofShown;
  /** Looks now; answers with the proof as it is then. */
  readonly onCheck: () => Promise<ProofShown>;
}

/** What to put into the DNS, what each resolver has seen of it, and the button that looks now. */
export function ProofCard({ proof, onCheck }: ProofCardProps) {
  const { t, formatDate, formatRelative } = useHouse();
  const { attempt, banner } = useAttempt();
  const { domain, record, expiresAt, checkedAt, findings } = proof;
  const check = () =>
    attempt(async () => {
      if ((await onCheck()).verifiedAt) toast(t('domains.proved_toast', { domain }));
    });
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-reading text-14 text-muted">{t('domains.how', { domain, date: formatDate(expiresAt) })}</p>
      <DescriptionList
        facts={[
          { label: t('domains.type'), value: <span className="font-mono">TXT</span> },
          { label: t('domains.host'), value: <CopyId value={domain} what={t('domains.host')} /> },
          { label: t('domains.value'), value: <CopyId value={record} what={t('domains.copy')} /> },
        ]}
      />
      {banner}
      {checkedAt && (
        <div className="flex flex-col gap-1.5 text-14" aria-live="polite">
          <p className="text-muted">{t('domains.checked', { ago: formatRelative(checkedAt) })}</p>
          <ul className="flex flex-col gap-1">
            {findings.map((finding) => (
              <Saying key={finding.resolver} finding={finding} />
            ))}
          </ul>
          {findings.some(({ said }) => said !== 'right') && <p className="text-muted">{t('domains.not_yet')}</p>}
        </div>
      )}
      <div>
        <Button onPress={check}>{t('domains.check')}</Button>
      </div>
    </div>
  );
}

const marks: Record<Finding['said'], { readonly icon: Icon; readonly color: string }> = {
  right: { icon: Check, color: 'text-success' },
  wrong: { icon: X, color: 'text-danger' },
  none: { icon: Minus, color: 'text-muted' },
  failed: { icon: CircleHelp, color: 'text-warning' },
};
function Saying({ finding: { resolver, said } }: { readonly finding: Finding }) {
  const { t } = useHouse();
  const { icon: Mark, color } = marks[said];
  return (
    <li className="flex items-start gap-2">
      <Mark size={16} aria-hidden className={`mt-0.5 flex-none ${color}`} />
      <span>{t(`domains.said.${said}`, { resolver })}</span>
    </li>
  );
}
