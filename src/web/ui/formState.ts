import { createContext, useContext, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import type { RefObject } from 'react';
import { useHouse } from '../house.tsx';

export type FieldErrors = Readonly<Record<string, string>>;
export type FormValues = Readonly<Record<string, unknown>>;
/** What is wrong with a value, said to the reader; nothing when it is right. */
export type Validate<T> = (value: T, values: FormValues) => string | undefined;

interface Registered {
  readonly label: string;
  readonly element: () => HTMLElement | null;
  readonly check: (values: FormValues) => string | undefined;
}

/** The state of one form: a field re-renders when its own value or error changes, not when another's does. */
export interface FormStore {
  readonly values: FormValues;
  readonly errors: FieldErrors;
  subscribe(listener: () => void): () => void;
  register(name: string, field: Registered): () => void;
  set(name: string, value: unknown): void;
  /** Checks one field when it is left. */
  leave(name: string): void;
  /** Checks every field. */
  checkAll(): FieldErrors;
  setErrors(errors: FieldErrors): void;
  /** Says a field's error again, in the words of today. */
  repeat(name: string): void;
  /** What is wrong in the order of the page, for the summary; an error of no field on the page comes last. */
  listErrors(): { readonly name: string; readonly label: string; readonly error: string }[];
  focus(name: string): void;
}

export function makeFormStore(initial: FormValues): FormStore {
  const fields = new Map<string, Registered>();
  const listeners = new Set<() => void>();
  let values = initial;
  let errors: FieldErrors = {};

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const recheck = (name: string) => {
    const error = fields.get(name)?.check(values);
    const { [name]: _, ...others } = errors;
    errors = error === undefined ? others : { ...others, [name]: error };
    tell();
  };
  return {
    get values() {
      return values;
    },
    get errors() {
      return errors;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    register: (name, field) => {
      fields.set(name, field);
      return () => fields.delete(name);
    },
    set: (name, value) => {
      values = { ...values, [name]: value };
      // An error is taken back as soon as it is mended, but never raised while someone is still typing.
      if (errors[name] === undefined) tell();
      else recheck(name);
    },
    leave: recheck,
    repeat: (name) => {
      if (errors[name] !== undefined && fields.get(name)?.check(values) !== undefined) recheck(name);
    },
    checkAll: () => Object.fromEntries([...fields].flatMap(([name, field]) => asEntry(name, field.check(values)))),
    setErrors: (wrong) => {
      errors = wrong;
      tell();
    },
    listErrors: () => {
      const order = inPageOrder(fields);
      const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
      return Object.entries(errors)
        .sort(([a], [b]) => rank(a) - rank(b))
        .map(([name, error]) => ({ name, error, label: fields.get(name)?.label ?? '' }));
    },
    focus: (name) => {
      const element = fields.get(name)?.element();
      element?.focus();
      element?.scrollIntoView?.({ block: 'center' });
    },
  };
}

const asEntry = (name: string, error: string | undefined): [string, string][] => (error === undefined ? [] : [[name, error]]);

function inPageOrder(fields: ReadonlyMap<string, Registered>): string[] {
  const follows = (a: Registered, b: Registered): number => {
    const [first, second] = [a.element(), b.element()];
    if (!first || !second) return 0;
    return first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  };
  return [...fields].sort(([, a], [, b]) => follows(a, b)).map(([name]) => name);
}

export const FormContext = createContext<{ readonly store: FormStore; readonly busy: boolean } | null>(null);

/** What every field takes. Inside a `Form` the name is enough; outside give `value` and `onChange`. */
export interface FieldProps<T> {
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  /** Fields are required unless they say this; optional ones are marked. */
  readonly optional?: boolean;
  readonly value?: T;
  readonly onChange?: (value: T) => void;
  readonly validate?: Validate<T>;
  /** Shown instead of the form's own error; for fields outside a form. */
  readonly error?: string | undefined;
}

export interface FieldState<T, E extends HTMLElement> {
  readonly id: string;
  readonly ref: RefObject<E | null>;
  readonly value: T;
  readonly error: string | undefined;
  set(value: T): void;
  /** To be called when focus leaves the field. */
  leave(): void;
}

const nobody = () => () => {};

/** Ties a field to its form, or lets it stand alone. @param empty the value of a field nobody has touched */
export function useField<T, E extends HTMLElement = HTMLInputElement>(
  props: FieldProps<T>,
  empty: T,
  missing: 'ui.field.required' | 'ui.field.choose' = 'ui.field.required',
): FieldState<T, E> {
  const { t } = useHouse();
  const id = useId();
  const ref = useRef<E>(null);
  const store = useContext(FormContext)?.store;
  const [own, setOwn] = useState<T>(empty);
  const touched = useRef(false);
  const { name, label } = props;

  const kept = useSyncExternalStore(store?.subscribe ?? nobody, () => store?.values[name]) as T | undefined;
  const formError = useSyncExternalStore(store?.subscribe ?? nobody, () => store?.errors[name]);
  const value = props.value ?? (store ? (kept ?? empty) : own);

  // The newest rules and words without registering anew on every keystroke.
  const latest = useRef({ props, t, empty, missing });
  useEffect(() => {
    latest.current = { props, t, empty, missing };
  });
  useEffect(() => {
    const check = (values: FormValues) => {
      const { props: now, t: say, ...own } = latest.current;
      const given = (values[name] ?? now.value ?? own.empty) as T;
      if (isEmpty(given)) return now.optional ? undefined : say(own.missing, { label: now.label });
      return now.validate?.(given, values);
    };
    return store?.register(name, { label, element: () => ref.current, check });
  }, [store, name, label]);
  // After a change of language an error is said anew; one of the server's stays, for only the server can.
  useEffect(() => store?.repeat(name), [store, name, t]);
  return {
    id,
    ref,
    value,
    error: props.error ?? formError,
    set: (next) => {
      touched.current = true;
      props.onChange?.(next);
      if (store) store.set(name, next);
      else setOwn(next);
    },
    // Passing through an untouched field is no mistake.
    leave: () => touched.current && store?.leave(name),
  };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === false ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);
