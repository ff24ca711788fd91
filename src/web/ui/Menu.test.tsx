// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { Button } from './Button.tsx';
import { Menu } from './Menu.tsx';
import { renderInHouse } from './test-house.tsx';

afterEach(cleanup);

test('a menu shows every entry, also where a group is called as its entry is', async () => {
  renderInHouse(
    <Menu
      label="Me"
      trigger={<Button>Open</Button>}
      groups={[
        { id: 'second', entries: [{ id: 'second', label: 'Second language' }] },
        { id: 'out', entries: [{ id: 'out', label: 'Sign out' }] },
      ]}
    />,
  );
  await user.click(screen.getByRole('button', { name: 'Open' }));
  expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(['Second language', 'Sign out']);
});
