/** What a later feature needs to let somebody prove who they are: the doors that count, codes, passkeys, the check for a human. */
export { insertChallenge, renderToken, findByToken, useUp } from '../challenges.ts';
export { knock, knockAt, unknock } from '../throttle.ts';
export { passkeysOf } from '../passkeys.ts';
export { proveHuman } from '../humanCheck.ts';
export { tellPerson } from '../mails.ts';
