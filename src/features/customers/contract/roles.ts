/** Roles in a customer's directory, the strongest first. Each can be delegated to a partner; a user holds some of them or none. */
export const delegableRoles = ['global_admin', 'user_admin', 'license_admin', 'helpdesk_admin', 'service_support_admin', 'global_reader'] as const;
export type DelegableRole = (typeof delegableRoles)[number];
