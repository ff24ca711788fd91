import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { catalog, type Definition, type SkuDefinition } from '../../contract.ts';
import { sayWay } from '../words.ts';
import { SkuDialog } from './SkuDialog.tsx';

interface SkusProps {
  readonly productId: string;
  readonly definition: Definition;
  readonly version: string;
  readonly editable: boolean;
}

/** What is sold of a product: each of its SKUs with its ways of selling, to be added, changed and taken away in the draft. */
export function SkusSection({ productId, definition, version, editable }: SkusProps) {
  const { t } = useHouse();
  const [edited, edit] = useState<SkuDefinition | 'new' | null>(null);
  const draft = useAct(catalog.draftProduct);
  const { attempt, banner } = useAttempt();
  const put = async (skus: SkuDefinition[]) => {
    await draft.mutateAsync({ productId, definition: { ...definition, skus }, version });
    toast(t('catalog.desk.to_draft_done'));
    edit(null);
  };
  const save = (sku: SkuDefinition) =>
    put(edited === 'new' ? [...definition.skus, sku] : definition.skus.map((each) => (each.skuId === sku.skuId ? sku : each)));
  return (
    <Section
      title={t('catalog.desk.skus')}
      action={
        editable && (
          <Button icon={Plus} onPress={() => edit('new')}>
            {t('catalog.desk.add_sku')}
          </Button>
        )
      }
    >
      {banner}
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {definition.skus.map((sku) => (
          <SkuLine key={sku.skuId} sku={sku} onEdit={editable ? () => edit(sku) : undefined} />
        ))}
      </ul>
      {edited && (
        <SkuDialog
          sku={edited === 'new' ? null : edited}
          onSave={save}
          onRemove={
            edited !== 'new' && definition.skus.length > 1
              ? () => void attempt(() => put(definition.skus.filter(({ skuId }) => skuId !== edited.skuId)))
              : undefined
          }
          onClose={() => edit(null)}
        />
      )}
    </Section>
  );
}

function SkuLine({ sku, onEdit }: { readonly sku: SkuDefinition; readonly onEdit: (() => void) | undefined }) {
  const { t, locale, formatList } = useHouse();
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-3 text-14">
      <span className="flex min-w-0 flex-col gap-1">
        <span className="font-medium">
          {sku.titles[locale]} · {t(`catalog.kind.${sku.kind}`)}
        </span>
        <span className="font-mono text-13 break-all text-muted">{sku.skuId}</span>
        {sku.sold.map((way) => (
          <span key={`${way.segment} ${way.term} ${way.billingCycle}`} className="text-13 text-muted">
            {t(`catalog.segment.${way.segment}`)} · {sayWay(t, way.term, way.billingCycle)}
            {way.markets.length <= 6
              ? ` · ${formatList(way.markets.map((market) => countryName(market, locale)))}`
              : ` · ${t('catalog.desk.market_count', { count: way.markets.length })}`}
          </span>
        ))}
      </span>
      {onEdit && (
        <IconButton icon={Pencil} size="small" label={t('ui.named', { label: t('catalog.desk.change_sku'), value: sku.titles[locale] })} onPress={onEdit} />
      )}
    </li>
  );
}
