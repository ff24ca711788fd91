import { directoryEndpoints } from './contract/directory.ts';
import { leadEndpoints } from './contract/leads.ts';
import { profileEndpoints } from './contract/profiles.ts';
import { siteEndpoints } from './contract/site.ts';

export {
  ProfileAdded,
  ProfileChanged,
  ProfileChangedMeanwhile,
  ProfileLogoNotUsable,
  ProfileNotPublished,
  ProfilePublished,
  ProfileRemoved,
  ProfileTaken,
  ProfileWithdrawn,
} from './contract/profiles.ts';
export { LeadAnswered, LeadReceived } from './contract/leads.ts';

export const profiles = { ...profileEndpoints, ...directoryEndpoints, ...siteEndpoints, ...leadEndpoints };
