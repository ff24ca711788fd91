/** Endpoints of this part. */
export const samlEndpoints = {};
