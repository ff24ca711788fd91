import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { Request } from './Request.tsx';

/** A program has sent the browser here: it asks to act for whoever is signed in. */
export function AuthorizePage() {
  const { t } = useHouse();
  const { params } = usePlace();
  return (
    <Page title={t('authorize.title')} width="reading">
      <Request request={params['request'] ?? ''} />
    </Page>
  );
}

const form = /^[a-z]{4}[\s-]?[a-z]{4}$/i;
/** A device shows a code; typed here, it leads to what its program asks. The code may stand in the address. */
export function DevicePage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const code = search.get('code') ?? '';
  return (
    <Page title={t('device.title')} sentence={t('device.sentence')} width="reading">
      <Form<{ code: string }> key={code} initial={{ code }} onSubmit={({ code: typed }) => setSearch({ code: typed.trim().toUpperCase() })}>
        <TextField
          name="code"
          label={t('device.code')}
          help={t('device.code_help')}
          mono
          autoComplete="off"
          spellCheck={false}
          validate={(value) => (form.test(value.trim()) ? undefined : t('fields.invalid_format'))}
        />
        <FormActions>
          <Button type="submit" {...(form.test(code) ? {} : { variant: 'primary' as const })}>
            {t('authorize.next')}
          </Button>
        </FormActions>
      </Form>
      {form.test(code) && <Request key={code} request={code} />}
    </Page>
  );
}
