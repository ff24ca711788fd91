// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { Table } from './Table.tsx';
import type { Sort, TableProps } from './Table.tsx';
import { renderInHouse } from './test-house.tsx';

afterEach(cleanup);

interface Person {
  readonly id: string;
  readonly name: string;
}
const people: Person[] = ['Ana', 'Bo', 'Chen', 'Dee'].map((name) => ({ id: name.toLowerCase(), name }));

function People(props: Partial<TableProps<Person>>) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  return (
    <Table<Person>
      label="People"
      columns={[{ id: 'name', header: 'Name', cell: ({ name }) => name, sortable: true }]}
      rows={people}
      rowKey={({ id }) => id}
      rowLabel={({ name }) => name}
      selected={selected}
      onSelect={setSelected}
      search={{ label: 'Search people', value: search, onChange: setSearch }}
      empty={<p>Invite someone</p>}
      bulk={<button type="button">Remove</button>}
      {...props}
    />
  );
}

const row = (name: string) => screen.getByRole('row', { name });
const chosen = () => screen.getAllByRole('row', { selected: true }).map((each) => each.getAttribute('aria-label'));

test('one row is in the Tab order; arrows, Home and End move the focus', async () => {
  renderInHouse(<People />);
  expect([...document.querySelectorAll('[role=row][tabindex="0"]')].map((each) => each.getAttribute('aria-label'))).toEqual(['Ana']);
  row('Ana').focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(document.activeElement).toBe(row('Chen'));
  await user.keyboard('{End}');
  expect(document.activeElement).toBe(row('Dee'));
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(row('Dee'));
  await user.keyboard('{Home}');
  expect(document.activeElement).toBe(row('Ana'));
});

test('Space selects, Shift with an arrow selects a range, Escape lets go', async () => {
  renderInHouse(<People />);
  row('Ana').focus();
  await user.keyboard(' ');
  expect(chosen()).toEqual(['Ana']);
  await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  expect(chosen()).toEqual(['Ana', 'Bo', 'Chen']);
  expect(screen.getByRole('region', { name: '3 selected' })).toBeDefined();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('region', { name: /selected/ })).toBeNull();
});

test('the box in the head selects all, and shows when only some are', async () => {
  renderInHouse(<People />);
  await user.click(screen.getByRole('checkbox', { name: 'Select Bo' }));
  const all = screen.getByRole('checkbox', { name: 'Select all loaded rows' }) as HTMLInputElement;
  expect(all.indeterminate).toBe(true);
  await user.click(all);
  expect(chosen()).toHaveLength(4);
});

test('Enter and a click open the row; a press on its box does not', async () => {
  const open = vi.fn<(person: Person) => void>();
  renderInHouse(<People onOpen={open} />);
  row('Bo').focus();
  await user.keyboard('{Enter}');
  await user.click(screen.getByText('Chen'));
  await user.click(screen.getByRole('checkbox', { name: 'Select Dee' }));
  expect(open.mock.calls.map(([person]) => person.name)).toEqual(['Bo', 'Chen']);
});

test('with an address the first cell is a link', () => {
  renderInHouse(<People href={({ id }) => `/people/${id}`} />);
  expect(screen.getByRole('link', { name: 'Ana' }).getAttribute('href')).toBe('/people/ana');
});

test('a slash leads to the search, but is a slash where one types', async () => {
  renderInHouse(<People />);
  row('Ana').focus();
  await user.keyboard('/');
  const box = screen.getByLabelText('Search people');
  expect(document.activeElement).toBe(box);
  await user.keyboard('a/b');
  expect(box).toHaveProperty('value', 'a/b');
});

test('a head that sorts says the order, and turns it around', async () => {
  const sorts: Sort[] = [];
  renderInHouse(<People sort={{ by: 'name', descending: false }} onSort={(sort) => sorts.push(sort)} />);
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
  await user.click(within(screen.getByRole('columnheader', { name: 'Name' })).getByRole('button'));
  expect(sorts).toEqual([{ by: 'name', descending: true }]);
});

test('loading, nothing, nothing found and failed are four different things', () => {
  const { unmount } = renderInHouse(<People rows={undefined} />);
  expect(screen.getByRole('grid').getAttribute('aria-busy')).toBe('true');
  unmount();
  renderInHouse(<People rows={[]} />);
  expect(screen.getByText('Invite someone')).toBeDefined();
  cleanup();
  renderInHouse(<People rows={[]} narrowed />);
  expect(screen.getByText('No results')).toBeDefined();
  cleanup();
  renderInHouse(<People rows={undefined} error={{ retry: () => {} }} />);
  expect(screen.getByRole('alert')).toBeDefined();
});

test('the foot says how many and as of when', () => {
  renderInHouse(<People count={{ value: 4 }} asOf="2026-11-21T09:41:00Z" />);
  expect(screen.getByText('4 entries')).toBeDefined();
  expect(screen.getByText(/^As of Nov 21, 2026/)).toBeDefined();
});

test('whoever names the rows has them counted by their name', () => {
  const say = (value: number) => `${value} people`;
  renderInHouse(<People count={{ value: 4, say }} />);
  expect(screen.getByText('4 people')).toBeDefined();
  cleanup();
  renderInHouse(<People count={{ value: 10_000, more: true, say }} />);
  expect(screen.getByText('More than 10000 people')).toBeDefined();
});
