import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { AccentField } from '../../center/screens/AccentField.tsx';
import { LogoField } from '../../center/screens/LogoField.tsx';
import { DemoOffer } from './DemoOffer.tsx';
import type { StepProps } from './setupState.ts';

/** What partners see: name, color, logo. The page around it changes with each choice. */
export function CenterStep({ state, onKeep, onNext, onDemo }: StepProps) {
  const { t } = useHouse();
  return (
    <>
      <Form initial={{ name: state.name, accent: state.accent }} onChange={(values) => onKeep(values)} onSubmit={onNext}>
        <TextField name="name" label={t('center.name')} help={t('center.name_help')} maxLength={60} autoFocus autoComplete="organization" />
        <AccentField name="accent" label={t('center.accent')} help={t('center.accent_help')} />
        <LogoField
          label={t('center.logo')}
          help={t('center.logo_help')}
          image={state.logoUrl}
          onChange={(picture) => onKeep({ logo: picture?.base64 ?? null, logoUrl: picture?.url ?? null })}
        />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('setup.next')}
          </Button>
        </FormActions>
      </Form>
      {state.offersDemo && <DemoOffer code={state.code} onDone={onDemo} />}
    </>
  );
}
