/** What a mail's state means at a glance. */
export const stateKinds = { queued: 'plain', kept: 'info', sent: 'success', failed: 'danger' } as const;
