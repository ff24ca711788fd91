/** Made when it is first asked for, and once; when making it fails, the next who asks tries again. A start does not wait for what is made so. */
export function later<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () =>
    (made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    }));
}
