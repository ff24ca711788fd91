import { useHouse } from '../../../../web/house.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import type { Choice } from '../../../../web/ui/RadioGroup.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { today } from './wish.ts';

/** For how long; a last day is asked for only when one is to be chosen. */
export function WishFields({ howLong, choices }: { readonly howLong: string; readonly choices: readonly Choice[] }) {
  const { t } = useHouse();
  return (
    <>
      <RadioGroup name="howLong" label={t('role_requests.how_long')} choices={choices} />
      {howLong === 'day' && (
        <TextField
          name="lastDay"
          type="date"
          width="half"
          label={t('role_requests.last_day')}
          validate={(day) => (day !== '' && day < today() ? t('fields.past') : undefined)}
        />
      )}
    </>
  );
}
