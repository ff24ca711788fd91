import { useHouse } from '../../../../web/house.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { FormSection } from '../../../../web/ui/Form.tsx';
import { FilesField } from '../../../support/screens/requests/FilesField.tsx';
import { evidenceDays, type EvidenceKind } from '../../contract/access.ts';
import type { EvidenceFile } from './evidence.ts';

interface EvidenceFieldsProps {
  readonly files: readonly EvidenceFile[];
  readonly onChange: (files: readonly EvidenceFile[]) => void;
}
const asked = ['identity', 'company'] as const satisfies readonly EvidenceKind[];

/** What shows who one is and for whom one acts; and what becomes of it. */
export function EvidenceFields({ files, onChange }: EvidenceFieldsProps) {
  const { t, center } = useHouse();
  const of = (shows: EvidenceKind) => files.filter((each) => each.shows === shows).map(({ file }) => file);
  return (
    <FormSection title={t('access_requests.evidence')} text={t('access_requests.evidence_text')}>
      {asked.map((shows) => (
        <FilesField
          key={shows}
          label={t(`access_requests.evidence.${shows}`)}
          help={t(`access_requests.evidence.${shows}_help`)}
          choose={t(`access_requests.evidence.add_${shows}`)}
          files={of(shows)}
          kept={files.length - of(shows).length}
          onChange={(chosen) => onChange([...files.filter((each) => each.shows !== shows), ...chosen.map((file) => ({ file, shows }))])}
        />
      ))}
      <DescriptionList
        facts={[
          { label: t('access_requests.evidence.why'), value: t('access_requests.evidence.why_text') },
          { label: t('access_requests.evidence.who'), value: t('access_requests.evidence.who_text', { center: center.name }) },
          { label: t('access_requests.evidence.long'), value: t('access_requests.evidence.long_text', { days: evidenceDays }) },
        ]}
      />
    </FormSection>
  );
}
