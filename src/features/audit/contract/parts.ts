/** Parts of the catalog that these words come from; a page that says them needs them all. */
export const wordParts = [
  'announcements',
  'audit',
  'roles',
  'accounts',
  'country',
  'profile',
  'members',
  'sections',
  'permissions',
  'mails',
  'center',
  'verification',
] as const;
