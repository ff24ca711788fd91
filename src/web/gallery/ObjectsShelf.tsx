import { useState } from 'react';
import { useHouse } from '../house.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { CopyId } from '../ui/CopyId.tsx';
import { DescriptionList } from '../ui/DescriptionList.tsx';
import { Link } from '../ui/Link.tsx';
import { PersonName } from '../ui/PersonName.tsx';
import { Status } from '../ui/Status.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { samplePeople } from './samples.ts';
import { Row, Shelf } from './Shelf.tsx';

export function ObjectsShelf() {
  const { t } = useHouse();
  const [tab, setTab] = useState('facts');
  return (
    <Shelf name="Tabs · DescriptionList · CopyId · Avatar · Card">
      <Tabs
        label={t('gallery.title')}
        chosen={tab}
        onChoose={setTab}
        tabs={[
          { id: 'facts', label: t('gallery.step_company'), content: <Facts /> },
          { id: 'people', label: t('gallery.step_contact'), count: 8, content: <People /> },
        ]}
      />
      <div className="grid gap-4 sm:grid-cols-2 wide:grid-cols-3">
        {samplePeople(3).map(({ id, name, email, role }) => (
          <Card
            key={id}
            title={t(role)}
            href={`#${id}`}
            action={
              <Status kind="success" bare>
                {t('gallery.active')}
              </Status>
            }
          >
            <PersonName name={name} detail={email} />
          </Card>
        ))}
      </div>
    </Shelf>
  );
}

function Facts() {
  const { t, formatDate } = useHouse();
  return (
    <DescriptionList
      facts={[
        { label: t('gallery.name'), value: 'Wide World Importers S.à r.l.', action: <Link href="#edit">{t('gallery.view')}</Link> },
        { label: 'PartnerId', value: <CopyId value="5412087" what="PartnerId" /> },
        { label: t('gallery.state'), value: <Status kind="info">{t('gallery.review')}</Status> },
        { label: t('gallery.seen'), value: formatDate('2026-11-21', 'long') },
      ]}
    />
  );
}

function People() {
  return (
    <Row>
      {samplePeople(8).map(({ id, name }) => (
        <Avatar key={id} name={name} size="large" />
      ))}
      <Avatar name="Contoso Ltd" shape="company" size="large" />
      <Button size="small">8</Button>
    </Row>
  );
}
