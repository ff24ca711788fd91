import { useRef, useState } from 'react';
import type { z } from 'zod';
import { ApiProblem, api } from '../../../web/api.ts';
import { sayProblem } from '../../../web/attempt.tsx';
import { readBase64 } from '../../../web/base64.ts';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PaperField } from '../../../web/ui/PaperField.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { audit } from '../../audit/contract.ts';
import { agreements } from '../contract.ts';
import { useRegionName } from './marks.tsx';

const server = { ...api(agreements), ...api(audit) };

type OfRecord = z.output<typeof agreements.verifyRecord.output>;
type OfLog = z.output<typeof audit.verifyActivity.output>;
type Answer = { readonly kind: 'record'; readonly found: OfRecord } | { readonly kind: 'log'; readonly found: OfLog } | { readonly kind: 'neither' };

/** By what the file is, not by what it is called: a PDF, or lines of JSON. */
async function verify(file: File): Promise<Answer> {
  const start = await file.slice(0, 1024).text();
  if (start.includes('%PDF-')) return { kind: 'record', found: await server.verifyRecord({ content: await readBase64(file) }) };
  if (start.trimStart().startsWith('{')) return { kind: 'log', found: await server.verifyActivity({ content: await readBase64(file) }) };
  return { kind: 'neither' };
}

/** Anyone who was handed a record or an exported log learns here whether it is whole, and from this center. */
export function VerifyPage() {
  const { t } = useHouse();
  const [file, choose] = useState<File | null>(null);
  const [answer, setAnswer] = useState<Answer | ApiProblem | null>(null);
  const latest = useRef<File | null>(null);
  const take = (chosen: File | null) => {
    choose(chosen);
    setAnswer(null);
    latest.current = chosen;
    if (!chosen) return;
    void verify(chosen)
      .catch((error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        return error;
      })
      // Of two files that were chosen in a row, the second counts, whichever is answered first.
      .then((found) => chosen === latest.current && setAnswer(found));
  };
  return (
    <Page title={t('verify.title')} sentence={t('verify.sentence')} width="reading">
      <PaperField label={t('verify.file')} help={t('verify.file_help', { command: 'entente audit verify' })} accept=".pdf,.jsonl" file={file} onChange={take} />
      <div aria-live="polite" className="flex flex-col gap-6">
        {file && !answer && <SkeletonLines lines={4} />}
        {answer instanceof ApiProblem && <Banner kind="danger">{sayProblem(t, answer)}</Banner>}
        {answer && !(answer instanceof ApiProblem) && <Found answer={answer} />}
      </div>
    </Page>
  );
}

function Found({ answer }: { readonly answer: Answer }) {
  const { t } = useHouse();
  if (answer.kind === 'record') return <RecordFound found={answer.found} />;
  if (answer.kind === 'log') return <LogFound found={answer.found} />;
  return (
    <Banner kind="warning" title={t('verify.neither')}>
      {t('verify.neither_text')}
    </Banner>
  );
}

function Whole({ signedAt }: { readonly signedAt: Date | null }) {
  const { t, formatDate, center } = useHouse();
  return (
    <Banner kind="success" title={t('verify.whole', { center: center.name })}>
      {signedAt && t('verify.whole_text', { moment: formatDate(signedAt, 'moment') })}
    </Banner>
  );
}

function RecordFound({ found: { verdict, signedAt, fingerprint, record } }: { readonly found: OfRecord }) {
  const { t, formatDate } = useHouse();
  const region = useRegionName();
  if (verdict !== 'whole')
    return (
      <Banner kind="danger" title={t('verify.not_proved')}>
        {t(`verify.record.${verdict}`)}
      </Banner>
    );
  return (
    <>
      <Whole signedAt={signedAt} />
      <Section title={t('verify.about')} text={record ? undefined : t('verify.about_old')}>
        <DescriptionList
          facts={[
            ...(record
              ? [
                  { label: t('verify.agreement'), value: record.agreement },
                  { label: t('verify.version'), value: t('agreements.record', { number: Number(record.version), region: region(record.region) }) },
                  { label: t('verify.company'), value: t('verify.company_of', { name: record.company, partnerId: record.partnerId }) },
                  { label: t('verify.signer'), value: record.signer },
                  { label: t('verify.accepted'), value: formatDate(new Date(record.acceptedAt), 'moment') },
                ]
              : []),
            { label: t('verify.fingerprint'), value: fingerprint && <CopyId value={fingerprint} what={t('verify.fingerprint')} /> },
          ]}
        />
      </Section>
    </>
  );
}

function LogFound({ found }: { readonly found: OfLog }) {
  const { t, formatNumber } = useHouse();
  const { isWhole, faults, log, center, entries, skipped, erased, first, last, signedAt, fingerprint } = found;
  if (!isWhole)
    return (
      <Banner kind="danger" title={t('verify.not_proved')}>
        <ul className="flex flex-col gap-1">
          {faults.slice(0, 5).map(({ line, entry, what }) => (
            <li key={`${line} ${what}`}>
              {t('verify.fault', { place: entry === null ? t('verify.line', { line }) : t('verify.entry', { entry, line }), what: t(`verify.fault.${what}`) })}
            </li>
          ))}
        </ul>
      </Banner>
    );
  return (
    <>
      <Whole signedAt={signedAt} />
      <Section title={t('verify.about')}>
        <DescriptionList
          facts={[
            {
              label: t('verify.log'),
              value: log === 'center' ? t('verify.log_center', { center: center ?? '' }) : t('verify.log_company', { log: log ?? '' }),
            },
            {
              label: t('verify.entries'),
              value: first !== null && last !== null ? t('verify.entries_between', { count: entries, first, last }) : formatNumber(entries),
            },
            ...(skipped ? [{ label: t('verify.skipped'), value: formatNumber(skipped) }] : []),
            ...(erased ? [{ label: t('verify.erased'), value: formatNumber(erased) }] : []),
            { label: t('verify.fingerprint'), value: fingerprint && <CopyId value={fingerprint} what={t('verify.fingerprint')} /> },
          ]}
        />
      </Section>
    </>
  );
}
