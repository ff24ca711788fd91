import { Download, FileUp } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../../core/endpoint.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { buttonLook } from '../../../../web/ui/buttonLook.ts';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Progress } from '../../../../web/ui/Progress.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { catalog, pieceBytes, priceFileBytes, type PriceImport } from '../../contract.ts';

const megabytes = (bytes: number): number => Math.max(0.1, Math.round(bytes / 104_857.6) / 10);

/** A new price list out of a file: for whom, from when, and the file itself, piece by piece. */
export function PriceImportPage() {
  const { t } = useHouse();
  return (
    <Page
      title={t('price_imports.title')}
      sentence={t('price_imports.sentence')}
      width="reading"
      crumbs={[{ label: t('catalog.lists.title'), href: '/operator/price-lists' }]}
      action={
        <LinkButton href={addressOf(catalog.getPriceTemplate)} icon={Download} download>
          {t('price_imports.template')}
        </LinkButton>
      }
    >
      <ImportForm />
      <Earlier />
    </Page>
  );
}

function ImportForm() {
  const { t, formatNumber } = useHouse();
  const { go } = usePlace();
  const { data: groups } = useRead(catalog.listPriceGroups, {});
  const [file, choose] = useState<File | null>(null);
  const [days, setDays] = useState({ from: '', to: '' });
  const [wrong, say] = useState<{ file?: string; from?: string }>({});
  const { send, sent } = useSending();
  const { attempt, banner } = useAttempt();
  const mb = priceFileBytes / 1024 / 1024;
  return (
    <Form<Record<string, string>>
      initial={{ name: '', groupId: '' }}
      problem={banner}
      onSubmit={({ name = '', groupId }) => {
        const missing = {
          ...(!file ? { file: t('price_imports.file_needed') } : file.size > priceFileBytes ? { file: t('price_imports.too_large', { mb }) } : {}),
          ...(days.from ? {} : { from: t('fields.required') }),
        };
        say(missing);
        if (!file || Object.keys(missing).length > 0) return undefined;
        return attempt(async () => {
          const importId = await send(file, { name, groupId: groupId || null, validFrom: days.from, validTo: days.to || null });
          go(`/operator/price-lists/import/${importId}`);
        });
      }}
    >
      <TextField name="name" label={t('price_imports.name')} maxLength={120} />
      {groups && groups.items.length > 0 && (
        <Select
          name="groupId"
          label={t('price_imports.group')}
          help={t('price_imports.group_help')}
          optional
          options={groups.items.map(({ groupId, name }) => ({ id: groupId, label: name }))}
        />
      )}
      <DateField label={t('price_imports.valid_from')} value={days.from} error={wrong.from} onChange={(from) => setDays({ ...days, from })} />
      <DateField label={t('price_imports.valid_to')} help={t('price_imports.valid_to_help')} value={days.to} onChange={(to) => setDays({ ...days, to })} />
      <div className="flex flex-col items-start gap-2 text-14">
        <label className={buttonLook({}, 'cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2')}>
          <FileUp size={16} aria-hidden className="flex-none" />
          {t('price_imports.choose')}
          <input type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" className="sr-only" onChange={(event) => choose(event.target.files?.[0] ?? null)} />
        </label>
        <span role="status">{wrong.file ?? (file && t('price_imports.chosen', { name: file.name, mb: formatNumber(megabytes(file.size)) }))}</span>
      </div>
      {sent !== null && <Progress label={t('price_imports.uploading')} value={sent} />}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('price_imports.upload')}
        </Button>
      </FormActions>
    </Form>
  );
}

interface ListWanted {
  readonly name: string;
  readonly groupId: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}
/** Sends a file piece by piece; `sent` is the part that has come. */
function useSending() {
  const begin = useAct(catalog.beginPriceImport);
  const add = useAct(catalog.addPricePiece);
  const [sent, setSent] = useState<number | null>(null);
  const send = async (file: File, list: ListWanted): Promise<string> => {
    setSent(0);
    try {
      const { importId } = await begin.mutateAsync({ fileName: file.name.slice(-200), size: file.size, ...list });
      for (let at = 0; at < file.size; at += pieceBytes) {
        await add.mutateAsync({ importId, at, content: await base64Of(file.slice(at, at + pieceBytes)) });
        setSent(Math.min(1, (at + pieceBytes) / file.size));
      }
      return importId;
    } finally {
      setSent(null);
    }
  };
  return { send, sent };
}

/** In pieces: a call with three million arguments would be too much for any browser. */
async function base64Of(piece: Blob): Promise<string> {
  const bytes = new Uint8Array(await piece.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

export const importKinds = { uploading: 'plain', reading: 'info', done: 'success', faulty: 'danger' } as const satisfies Record<PriceImport['state'], string>;

function Earlier() {
  const { t, formatDate } = useHouse();
  const { data } = useRead(catalog.listPriceImports, {});
  if (!data?.items.length) return null;
  return (
    <Section title={t('price_imports.earlier')}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {data.items.map((one) => (
          <li key={one.importId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3 text-14">
            <span className="min-w-0">
              <Link href={`/operator/price-lists/import/${one.importId}`} className="font-medium break-all">
                {one.fileName}
              </Link>
              <span className="block text-13 text-muted">
                {one.createdBy}, {formatDate(one.createdAt, 'moment')}
              </span>
            </span>
            <Status kind={importKinds[one.state]} bare>
              {t(`price_imports.state_${one.state}`)}
            </Status>
          </li>
        ))}
      </ul>
    </Section>
  );
}
