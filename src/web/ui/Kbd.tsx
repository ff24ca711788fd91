/** A key on the keyboard. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd className="inline-flex min-w-5 justify-center rounded-mark border border-line bg-sunken px-1 font-sans text-12 leading-4.5 text-muted">{children}</kbd>
  );
}
