import { Component } from 'react';
import type { ReactNode } from 'react';
import { ApiProblem } from '../api.ts';
import { useHouse } from '../house.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';

interface BoundaryProps {
  readonly children: ReactNode;
  /** What stands in place of the page that failed; `again` tries it once more. */
  readonly fallback?: (error: unknown, again: () => void) => ReactNode;
}

/** Catches what a page throws while it is drawn, so that the rest of the window stays. React knows no other form than a class for this. */
export class Boundary extends Component<BoundaryProps, { readonly error: unknown }> {
  override state = { error: null as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') };
  }
  again = () => this.setState({ error: null });
  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return this.props.fallback ? this.props.fallback(error, this.again) : <PlainFailure error={error} />;
  }
}

/** Says it in the words that every page has; a file that is gone after an update comes with a new page. */
function PlainFailure({ error }: { readonly error: unknown }) {
  const { t } = useHouse();
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <ErrorState
      title={t('frame.failed')}
      text={problem?.code === 'offline' ? t('frame.offline') : undefined}
      onRetry={() => location.reload()}
      reference={problem?.requestId ?? undefined}
    />
  );
}
