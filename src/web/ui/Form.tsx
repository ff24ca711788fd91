import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { useHouse } from '../house.tsx';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { FormContext, makeFormStore } from './formState.ts';
import type { FieldErrors, FormStore, FormValues } from './formState.ts';

interface FormProps<V extends FormValues> {
  /** The name of the form for screen readers, when the page has more than one. */
  readonly label?: string;
  readonly initial?: Partial<V>;
  /** Checks across fields, after each field's own. */
  readonly validate?: (values: V) => FieldErrors;
  /** Answers with what the server found wrong, field by field, or nothing. What was typed is kept either way. */
  readonly onSubmit: (values: V) => Promise<FieldErrors | void> | FieldErrors | void;
  /** Told on every change, to save a draft. */
  readonly onChange?: (values: V) => void;
  /** What is wrong with the whole and no field: a problem, a refusal. */
  readonly problem?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}

/** One column of fields. Checks when a field is left and again on saving; then the first wrong field has the focus. */
export function Form<V extends FormValues = FormValues>({ label, initial, validate, onSubmit, onChange, problem, children, className }: FormProps<V>) {
  const [store] = useState(() => makeFormStore(initial ?? {}));
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  useChanges(store, onChange as ((values: FormValues) => void) | undefined);

  const refuse = (errors: FieldErrors) => {
    store.setErrors(errors);
    const first = store.listErrors()[0];
    if (first) store.focus(first.name);
  };
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation(); // a form in a dialog is not the page's form
    if (busy) return;
    setAsked(true);
    const values = store.values as V;
    const wrong = { ...validate?.(values), ...store.checkAll() };
    if (Object.keys(wrong).length > 0) return refuse(wrong);
    setBusy(true);
    try {
      const answer = await onSubmit(values);
      if (answer && Object.keys(answer).length > 0) refuse(answer);
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormContext value={{ store, busy }}>
      <form noValidate aria-label={label} onSubmit={(event) => void submit(event)} className={classes('flex flex-col gap-6', className)}>
        {problem}
        {asked && <ErrorSummary store={store} />}
        {children}
      </form>
    </FormContext>
  );
}

/** The buttons under the fields. */
export function FormActions({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-3 pt-2">{children}</div>;
}

interface SubmitOrCancelProps {
  readonly submit: string;
  readonly variant?: 'primary' | 'danger';
  readonly onCancel: () => void;
}
/** The end of a form that was opened by a press: what it does, and the way back out of it. */
export function SubmitOrCancel({ submit, variant = 'primary', onCancel }: SubmitOrCancelProps) {
  const { t } = useHouse();
  return (
    <FormActions>
      <Button type="submit" variant={variant}>
        {submit}
      </Button>
      <Button variant="quiet" onPress={onCancel}>
        {t('ui.cancel')}
      </Button>
    </FormActions>
  );
}

/** A titled group of fields within a form. */
export function FormSection({ title, text, children }: { readonly title: string; readonly text?: string; readonly children: ReactNode }) {
  return (
    <fieldset className="flex flex-col gap-6 border-t border-line pt-6 first-of-type:border-0 first-of-type:pt-0">
      <legend className="contents">
        <span className="flex flex-col gap-1">
          <span className="text-16 font-semibold">{title}</span>
          {text && <span className="text-14 text-muted">{text}</span>}
        </span>
      </legend>
      {children}
    </fieldset>
  );
}

function ErrorSummary({ store }: { readonly store: FormStore }) {
  const { t } = useHouse();
  useSyncExternalStore(store.subscribe, () => store.errors);
  const errors = store.listErrors();
  if (errors.length === 0) return null;
  return (
    <Banner kind="danger" title={t('ui.form.errors', { count: errors.length })} urgent>
      <ul className="flex flex-col gap-1">
        {errors.map(({ name, error, label }) => (
          <li key={name}>
            {label ? (
              <button type="button" onClick={() => store.focus(name)} className="rounded-mark text-start text-danger underline underline-offset-3">
                {error}
              </button>
            ) : (
              error
            )}
          </li>
        ))}
      </ul>
    </Banner>
  );
}

function useChanges(store: FormStore, onChange: ((values: FormValues) => void) | undefined): void {
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    let before = store.values;
    return store.subscribe(() => {
      if (store.values !== before) latest.current?.((before = store.values));
    });
  }, [store]);
}
