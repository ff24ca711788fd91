import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useSession } from '../../../web/session.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { identity } from '../contract.ts';
import { sentTo } from './WayCode.tsx';
import type { SentTo } from './WayCode.tsx';
import type { CountryField } from './WaysSection.tsx';

interface AddWayProps {
  readonly kind: 'email' | 'phone';
  readonly email: string;
  readonly Country: CountryField;
  readonly onSent: (sent: SentTo) => void;
  readonly onCancel: () => void;
}

/** A further address or number; the code that goes there proves it. */
export function AddWay({ kind, email, Country, onSent, onCancel }: AddWayProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const act = useAct(identity.addWay);
  const home = useSession().accounts[0]?.country;
  const add = ({ value, country = '' }: { readonly value: string; readonly country?: string }) =>
    attempt(async () => {
      const answer = await act.mutateAsync(kind === 'phone' ? { kind, value, country } : { kind, value });
      onSent(sentTo(answer, kind, value));
    });
  return (
    <Form label={t(`security.ways.add_${kind}`)} initial={kind === 'phone' && home ? { country: home } : {}} onSubmit={add} problem={banner}>
      {kind === 'phone' ? (
        <>
          <Country name="country" label={t('security.ways.country')} />
          <TextField
            name="value"
            type="tel"
            label={t('security.ways.phone')}
            help={t('security.ways.phone_help')}
            autoComplete="tel"
            maxLength={60}
            width="half"
            autoFocus
          />
        </>
      ) : (
        <TextField
          name="value"
          type="email"
          label={t('security.ways.email')}
          help={t('security.ways.email_help', { email })}
          autoComplete="email"
          maxLength={254}
          autoFocus
        />
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">
          {t('security.ways.send')}
        </Button>
        <Button onPress={onCancel}>{t('ui.cancel')}</Button>
      </div>
    </Form>
  );
}
