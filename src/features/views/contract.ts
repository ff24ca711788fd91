import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import type { Permission } from '../../core/grants.ts';
import { Id } from '../../core/id.ts';
import { defineProblem } from '../../core/problem.ts';

/** Lists whose views can be kept. */
export const lists = ['customers', 'orders', 'subscriptions', 'members'] as const;
export type List = (typeof lists)[number];
/** Who may not see the list has no views of it. */
export const permissionOfList: Readonly<Record<List, Permission>> = {
  customers: 'customers',
  orders: 'subscriptions',
  subscriptions: 'subscriptions',
  members: 'users',
};
/** Views of one list that one person can keep. */
export const mostViews = 50;

const list = z.enum(lists);
const name = z.string().trim().min(1).max(60);
const version = z.number().int();
const word = z.string().regex(/^[a-z_]{1,30}$/);
/** The words of the page's address that narrow and sort its list, as they stand there; the page reads them as if they were typed. */
const narrowed = z.record(word, z.string().min(1).max(200)).refine((words) => Object.keys(words).length <= 20, 'too_big');
const hidden = z.array(word).max(40);

export const SavedView = z.object({
  viewId: z.uuid(),
  list,
  name: z.string(),
  isShared: z.boolean(),
  isMine: z.boolean(),
  /** Who made it. */
  by: z.string(),
  /** What the reader's list opens with. */
  isDefault: z.boolean(),
  narrowed,
  hidden,
  version,
  can: z.object({ change: z.boolean() }),
});
export type SavedView = z.output<typeof SavedView>;

export const ViewNameTaken = defineProblem('views.name_taken', 409, z.object({ name: z.string() }));
export const TooManyViews = defineProblem('views.too_many', 409, z.object({ most: z.number() }));
/** Taken back, it would be its maker's alone: only the maker does that. Whoever looks after the users can delete it. */
export const SharedByColleague = defineProblem('views.shared_by_colleague', 409, z.object({ by: z.string() }));
export const ViewChangedMeanwhile = defineProblem('views.changed_meanwhile', 409, z.object({}));

const named = z.object({ view: z.string(), list });
export const ViewShared = announcement('views.shared', named);
export const ViewUnshared = announcement('views.unshared', named);

const byView = z.object({ viewId: Id });
export const views = {
  listViews: endpoint({
    within: 'account',
    method: 'GET',
    path: '/views',
    permission: 'signed-in',
    summary: 'Views of a list that the reader kept, and those that colleagues share, by name',
    input: z.object({ list }),
    output: z.object({ items: z.array(SavedView) }),
  }),
  keepView: endpoint({
    within: 'account',
    method: 'POST',
    path: '/views',
    permission: 'signed-in',
    summary: 'Keep what a list is narrowed to, its order and its columns under a name',
    input: z.object({ list, name, narrowed, hidden: hidden.default([]), isShared: z.boolean().default(false), isDefault: z.boolean().default(false) }),
    output: SavedView,
    problems: [ViewNameTaken, TooManyViews],
  }),
  updateView: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/views/:viewId',
    permission: 'signed-in',
    versioned: true,
    summary: 'Rename a view, share it or keep it to oneself, or keep what the list is narrowed to now',
    input: byView.extend({ name, isShared: z.boolean(), narrowed, hidden, version }),
    output: SavedView,
    problems: [ViewNameTaken, ViewChangedMeanwhile, SharedByColleague],
  }),
  removeView: endpoint({
    within: 'account',
    method: 'DELETE',
    path: '/views/:viewId',
    permission: 'signed-in',
    summary: 'Delete a view, for everyone that it was shared with',
    input: byView,
    output: z.object({}),
  }),
  chooseDefaultView: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/default-views/:list',
    permission: 'signed-in',
    summary: 'What a list opens with for the reader: one of its views, or everything',
    input: z.object({ list, viewId: Id.nullable() }),
    output: z.object({}),
  }),
};
