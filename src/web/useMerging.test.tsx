// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { ApiProblem } from './api.ts';
import { Button } from './ui/Button.tsx';
import { Form } from './ui/Form.tsx';
import { type FormValues, useField } from './ui/formState.ts';
import { MergedBanner } from './ui/MergedBanner.tsx';
import { renderInHouse } from './ui/test-house.tsx';
import { TextField } from './ui/TextField.tsx';
import { useMerging } from './useMerging.ts';

afterEach(cleanup);

interface Kept {
  readonly version: number;
  readonly name: string;
  readonly countries: readonly string[];
}
const valuesOf = ({ name, countries }: Kept): FormValues => ({ name, countries });

/** What a server would do with it: two people have it open. */
function kept(start: Kept) {
  let now = start;
  return {
    read: () => now,
    write(version: number, values: FormValues) {
      if (version !== now.version) throw new ApiProblem('request.changed_meanwhile', 409, {}, null);
      now = { ...(values as unknown as Kept), version: version + 1 };
    },
  };
}

function Countries() {
  const field = useField<readonly string[]>({ name: 'countries', label: 'Countries', optional: true }, []);
  return (
    <>
      <output>{field.value.join(' ')}</output>
      {['FR', 'DE', 'ES'].map((code) => (
        <Button key={code} onPress={() => field.set(field.value.includes(code) ? field.value.filter((each) => each !== code) : [...field.value, code])}>
          {code}
        </Button>
      ))}
    </>
  );
}

function Editor({ of }: { readonly of: ReturnType<typeof kept> }) {
  const { base, initial, theirs, save } = useMerging(of.read(), async () => of.read(), valuesOf);
  return (
    <Form
      key={base.version}
      initial={initial}
      problem={theirs.length > 0 ? <MergedBanner parts={theirs} /> : undefined}
      onSubmit={async (values) => {
        await save(values, async (version) => of.write(version, values));
      }}
    >
      <TextField name="name" label="Name" />
      <Countries />
      <Button type="submit">Save</Button>
    </Form>
  );
}

test('two people change the same list at once: the second sees both changes, and both are kept', async () => {
  const server = kept({ version: 1, name: 'Contoso', countries: ['FR'] });
  renderInHouse(<Editor of={server} />);
  await user.click(screen.getByRole('button', { name: 'DE' }));
  server.write(1, { name: 'Contoso SA', countries: ['FR', 'ES'] });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/Changed: name and countries/)).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('FR ES DE');
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Contoso SA');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(server.read()).toEqual({ version: 3, name: 'Contoso SA', countries: ['FR', 'ES', 'DE'] });
});

test('what a colleague took out is out, and a change of something else is no reason to ask', async () => {
  const server = kept({ version: 1, name: 'Contoso', countries: ['FR', 'ES'] });
  renderInHouse(<Editor of={server} />);
  await user.click(screen.getByRole('button', { name: 'DE' }));
  server.write(1, { name: 'Contoso', countries: ['ES'] });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/Changed: countries/)).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('ES DE');
  server.write(2, { name: 'Contoso', countries: ['ES'] });
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(server.read()).toMatchObject({ version: 4, name: 'Contoso', countries: ['ES', 'DE'] });
});
