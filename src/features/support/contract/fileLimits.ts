/** Bytes that a file may have, and how many files a service request. */
export const fileLimit = 5 * 1024 * 1024;
export const filesARequest = 10;
