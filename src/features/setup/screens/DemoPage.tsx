import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { buttonLook } from '../../../web/ui/buttonLook.ts';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import type { DemoWorld } from '../contract.ts';

/** The demo world stands: who can be signed in as, with the one password of all. */
export function DemoPage({ world }: { readonly world: DemoWorld }) {
  const { t } = useHouse();
  return (
    <Page title={t('setup.demo_ready')} sentence={t('setup.demo_ready_text')} width="reading">
      <p className="text-14">
        {t('setup.demo_password')} <CopyId value={world.password} what={t('setup.password')} />
      </p>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {world.people.map((person) => (
          <li key={person.email} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-3 text-14">
            <span className="min-w-0">
              <span className="block font-medium">{person.name}</span>
              <span className="block text-13 text-muted">
                {person.company ?? t(person.role.startsWith('op_') ? 'setup.demo_operator' : 'setup.demo_several')} · {t(`roles.${person.role}` as MessageKey)}
              </span>
            </span>
            <CopyId value={person.email} what={t('setup.email')} />
          </li>
        ))}
      </ul>
      <div>
        {/* Anew, so that the page knows the center as it is now. */}
        <a href="/sign-in" className={buttonLook({ variant: 'primary' })}>
          {t('setup.demo_sign_in')}
        </a>
      </div>
    </Page>
  );
}
