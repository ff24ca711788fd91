import { useCallback, useEffect, useRef, useState } from 'react';

interface Loaded<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  retry(): void;
}

/** Loads something for a public page, anew when `key` changes; the earlier value stays until the next one is here. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ readonly value?: T; readonly error?: unknown }>({});
  const [round, setRound] = useState(0);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    let current = true;
    latest.current().then(
      (value) => current && setState({ value }),
      (error: unknown) => current && setState((before) => ({ ...before, error })),
    );
    return () => {
      current = false;
    };
  }, [key, round]);
  const retry = useCallback(() => setRound((n) => n + 1), []);
  return { value: state.value, error: state.error, retry };
}
