import { may, type Rights } from '../../core/access.ts';
import { type List, permissionOfList } from './contract.ts';

/** Whether somebody has anything to do with views of the list. */
export const seesList = (rights: Rights, list: List): boolean => may(rights, permissionOfList[list], 'view');

/** A view is its maker's; what is shared can also be put in order by those who look after the company's users, when the maker is gone. */
export const mayChangeView = (actor: { readonly personId: string; readonly rights: Rights }, view: { readonly personId: string; readonly isShared: boolean }) =>
  view.personId === actor.personId || (view.isShared && may(actor.rights, 'users', 'edit'));
