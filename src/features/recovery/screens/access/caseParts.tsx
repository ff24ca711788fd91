import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import type { AccessCase, AccessState } from '../../contract/access.ts';

export interface CaseProps {
  readonly data: AccessCase;
}

const kinds = {
  new: 'info',
  admins: 'info',
  checking: 'warning',
  asked: 'info',
  prepared: 'warning',
  approved: 'success',
  refused: 'plain',
  redirected: 'plain',
  done: 'success',
} as const;
export const markOf = (state: AccessState) => kinds[state];

/** Does something with the case, says that it is done, and closes what was open. */
export function useStep(onDone?: () => void) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const step = (act: () => Promise<unknown>, said: 'kept' | 'prepared' | 'approved' | 'sent' = 'kept') =>
    attempt(async () => {
      await act();
      toast(t(`access_requests.case.toast.${said}`));
      onDone?.();
    });
  return { step, banner };
}
