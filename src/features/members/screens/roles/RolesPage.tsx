import { Download, Printer, UserPlus } from 'lucide-react';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Menu } from '../../../../web/ui/Menu.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Tabs } from '../../../../web/ui/Tabs.tsx';
import { members } from '../../contract.ts';
import { PermissionTab } from './PermissionTab.tsx';
import { PersonTab } from './PersonTab.tsx';
import { RoleTab } from './RoleTab.tsx';

const tabs = ['role', 'permission', 'person'] as const;

/** Who may do what, and why: by role, by permission, by person. */
export function RolesPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const { data: rights } = useRead(members.listRoles, {});
  const tab = tabs.find((id) => id === search.get('tab')) ?? 'role';
  return (
    <Page
      title={t('rights.title')}
      sentence={t('rights.sentence')}
      action={
        <span className="flex flex-wrap gap-2 print:hidden">
          <Tools />
          {rights?.roles.some(({ can }) => can.give) && (
            <LinkButton href={at('/roles/give')} variant="primary" icon={UserPlus}>
              {t('rights.give')}
            </LinkButton>
          )}
        </span>
      }
    >
      {rights ? (
        <Tabs
          label={t('rights.title')}
          chosen={tab}
          onChoose={(id) => setSearch({ tab: id === 'role' ? null : id, q: null })}
          tabs={[
            { id: 'role', label: t('rights.tab.role'), content: <RoleTab rights={rights} /> },
            { id: 'permission', label: t('rights.tab.permission'), content: <PermissionTab rights={rights} /> },
            { id: 'person', label: t('rights.tab.person'), content: <PersonTab /> },
          ]}
        />
      ) : (
        <SkeletonLines lines={10} />
      )}
    </Page>
  );
}

function Tools() {
  const { t } = useHouse();
  const account = useAccountId();
  const save = (what: 'permissions' | 'people') => location.assign(urlOf(members.exportRoles, { what }, account));
  return (
    <>
      <Button icon={Printer} onPress={() => window.print()}>
        {t('rights.print')}
      </Button>
      <Menu
        label={t('rights.export')}
        trigger={<Button icon={Download}>{t('rights.export')}</Button>}
        groups={[
          {
            id: 'export',
            entries: (['permissions', 'people'] as const).map((what) => ({ id: what, label: t(`rights.export.${what}`), onAct: () => save(what) })),
          },
        ]}
      />
    </>
  );
}
