import type { contracts } from '../src/contracts.ts';
import { ordersExamples } from './examples/orders.ts';
import { accountsExamples } from './examples/accounts.ts';
import { agreementsExamples } from './examples/agreements.ts';
import { auditExamples } from './examples/audit.ts';
import { catalogExamples } from './examples/catalog.ts';
import { centerExamples } from './examples/center.ts';
import { directoriesExamples } from './examples/directories.ts';
import { directoriesSamlExamples } from './examples/directoriesSaml.ts';
import { directoriesScimExamples } from './examples/directoriesScim.ts';
import { identityExamples } from './examples/identity.ts';
import { webhooksExamples } from './examples/webhooks.ts';
import { applicationsExamples } from './examples/applications.ts';
import { keysExamples } from './examples/keys.ts';
import { tokensExamples } from './examples/tokens.ts';
import { learningExamples } from './examples/learning.ts';
import { mergesExamples } from './examples/merges.ts';
import { membersExamples } from './examples/members.ts';
import { noticesExamples } from './examples/notices.ts';
import { profilesExamples } from './examples/profiles.ts';
import { programsExamples } from './examples/programs.ts';
import { accessExamples } from './examples/recoveryAccess.ts';
import { elevationsExamples } from './examples/recoveryElevations.ts';
import { funnelExamples } from './examples/recoveryFunnel.ts';
import { helpExamples as helpOfRecovery } from './examples/recoveryHelp.ts';
import { helpExamples } from './examples/help.ts';
import { languagesExamples } from './examples/languages.ts';
import { relationsExamples } from './examples/relations.ts';
import { setupExamples } from './examples/setup.ts';
import { closingExamples } from './examples/closing.ts';
import { signupExamples } from './examples/signup.ts';
import { directoryExamples } from './examples/supportDirectory.ts';
import { requestsExamples } from './examples/supportRequests.ts';
import { viewsExamples } from './examples/views.ts';
import { verificationExamples } from './examples/verification.ts';
import { taxExamples } from './examples/tax.ts';
import { customersExamples } from './examples/customers.ts';
import type { Example, ExamplesOf, ExampleWorld } from './examples/world.ts';

export { buildExamples, type Example, type ExampleWorld } from './examples/world.ts';

type Contracts = typeof contracts;
/** `feature.endpoint`, for each that there is. */
export type EndpointId = { [Feature in keyof Contracts]: `${Feature}.${Extract<keyof Contracts[Feature], string>}` }[keyof Contracts];

const byFeature: { readonly [Feature in keyof Contracts]: ExamplesOf<Contracts[Feature]> } = {
  center: centerExamples,
  catalog: catalogExamples,
  identity: identityExamples,
  accounts: accountsExamples,
  members: membersExamples,
  signup: signupExamples,
  setup: setupExamples,
  notices: noticesExamples,
  audit: auditExamples,
  programs: programsExamples,
  relations: relationsExamples,
  verification: verificationExamples,
  agreements: agreementsExamples,
  merges: mergesExamples,
  profiles: profilesExamples,
  learning: learningExamples,
  applications: applicationsExamples,
  keys: keysExamples,
  tokens: tokensExamples,
  webhooks: webhooksExamples,
  tax: taxExamples,
  orders: ordersExamples,
  customers: customersExamples,
  views: viewsExamples,
  help: helpExamples,
  languages: languagesExamples,
  support: { ...directoryExamples, ...requestsExamples },
  directories: { ...directoriesExamples, ...directoriesScimExamples, ...directoriesSamlExamples },
  closing: closingExamples,
  recovery: { ...funnelExamples, ...helpOfRecovery, ...elevationsExamples, ...accessExamples },
};

/** One valid call for every endpoint of the house, in a world of `buildExamples`. */
export const examples = Object.fromEntries(
  Object.entries(byFeature).flatMap(([feature, each]) => Object.entries(each).map(([name, draw]) => [`${feature}.${name}`, draw])),
) as Readonly<Record<EndpointId, (w: ExampleWorld) => Promise<Example>>>;
