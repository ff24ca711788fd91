import { scimPage } from '../contract/scim.ts';

/** What the protocol's own pages of description say (RFC 7643 5–7). */

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const groupSchema = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

const yes = { supported: true },
  no = { supported: false };

export const configOf = (address: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  patch: yes,
  bulk: { ...no, maxOperations: 0, maxPayloadSize: 0 },
  filter: { ...yes, maxResults: scimPage },
  changePassword: no,
  sort: no,
  etag: yes,
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'Bearer token',
      description: 'A token that the company’s admins make for this directory',
      specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${address}/ServiceProviderConfig` },
});

const typeOf = (address: string, name: 'User' | 'Group', schema: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: name,
  name,
  endpoint: `/${name}s`,
  schema,
  schemaExtensions: [],
  meta: { resourceType: 'ResourceType', location: `${address}/ResourceTypes/${name}` },
});
export const typesOf = (address: string) => listOf([typeOf(address, 'User', userSchema), typeOf(address, 'Group', groupSchema)]);

interface Facts {
  readonly type?: 'string' | 'boolean' | 'complex' | 'reference';
  readonly multiValued?: true;
  readonly required?: true;
  readonly mutability?: 'readOnly' | 'readWrite' | 'immutable';
  readonly uniqueness?: 'none' | 'server';
  readonly caseExact?: true;
  readonly subAttributes?: readonly object[];
}
const attribute = (name: string, description: string, facts: Facts = {}) => ({
  name,
  description,
  type: 'string',
  multiValued: false,
  required: false,
  caseExact: false,
  mutability: 'readWrite',
  returned: 'default',
  uniqueness: 'none',
  ...facts,
});

const userAttributes = [
  attribute('userName', 'What the directory calls the user', { required: true, uniqueness: 'server' }),
  attribute('externalId', 'The user’s id in the directory', { caseExact: true }),
  attribute('name', 'The parts of the name', {
    type: 'complex',
    subAttributes: [attribute('givenName', 'Given name'), attribute('familyName', 'Family name'), attribute('formatted', 'Both', { mutability: 'readOnly' })],
  }),
  attribute('displayName', 'How the directory shows the user'),
  attribute('emails', 'One address is kept: the primary one, or the first', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', 'The address', { required: true }),
      attribute('type', 'Kind of address'),
      attribute('primary', 'Whether it is the main one', { type: 'boolean' }),
    ],
  }),
  attribute('preferredLanguage', 'The language that the user is written to in'),
  attribute('active', 'Whether the user may come in', { type: 'boolean' }),
  attribute('groups', 'Groups that the user is in', {
    type: 'complex',
    multiValued: true,
    mutability: 'readOnly',
    subAttributes: [attribute('value', 'Id of the group', { mutability: 'readOnly' }), attribute('display', 'Its name', { mutability: 'readOnly' })],
  }),
];
const groupAttributes = [
  attribute('displayName', 'Name of the group', { required: true }),
  attribute('externalId', 'The group’s id in the directory', { caseExact: true }),
  attribute('members', 'Users in the group', {
    type: 'complex',
    multiValued: true,
    subAttributes: [
      attribute('value', 'Id of the user', { mutability: 'immutable', required: true }),
      attribute('display', 'Name of the user', { mutability: 'readOnly' }),
      attribute('type', 'User', { mutability: 'immutable' }),
    ],
  }),
];
const schemaOf = (address: string, id: string, name: string, attributes: readonly object[]) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id,
  name,
  description: name,
  attributes,
  meta: { resourceType: 'Schema', location: `${address}/Schemas/${id}` },
});
export const schemasOf = (address: string) =>
  listOf([schemaOf(address, userSchema, 'User', userAttributes), schemaOf(address, groupSchema, 'Group', groupAttributes)]);

export const listOf = (resources: readonly object[], { total = resources.length, startIndex = 1 } = {}) => ({
  schemas: [listSchema],
  totalResults: total,
  startIndex,
  itemsPerPage: resources.length,
  Resources: resources,
});
