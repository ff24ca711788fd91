import { Download, Upload } from 'lucide-react';
import { addressOf } from '../../../../core/endpoint.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { programs } from '../../contract.ts';
import { OrderedList } from './OrderedList.tsx';

/** The programs of the center, in the order in which partners see them. */
export function CatalogPage() {
  const { t, locale } = useHouse();
  const { data } = useRead(programs.listCatalog, {});
  const order = useAct(programs.orderPrograms);
  const { attempt, banner } = useAttempt();
  const tools = (
    <>
      <LinkButton href={addressOf(programs.exportCatalog)} icon={Download} download>
        {t('programs.op.export')}
      </LinkButton>
      {data?.can.edit && (
        <LinkButton href="/operator/programs/import" icon={Upload}>
          {t('programs.op.import')}
        </LinkButton>
      )}
    </>
  );
  return (
    <Page title={t('programs.op.catalog')} sentence={t('programs.op.catalog_sentence')} width="reading" action={tools}>
      {banner}
      {!data && <SkeletonLines lines={8} />}
      {data && (
        <OrderedList
          label={t('programs.op.catalog')}
          items={data.items}
          keyOf={(item) => item.program}
          nameOf={(item) => item.texts[locale].name}
          editable={data.can.edit}
          onOrder={(keys) => attempt(() => order.mutateAsync({ programs: [...keys] }))}
        >
          {(item) => (
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-14">
              <span className="min-w-0">
                <Link href={`/operator/programs/${item.program}`} look="plain" className="font-medium">
                  {item.texts[locale].name}
                </Link>
                <span className="block text-13 text-muted">
                  {t(`programs.group.${item.group}`)} · {t('programs.op.companies', { count: item.companies })}
                </span>
              </span>
              {item.isOpen ? (
                <Status bare kind="success">
                  {t('programs.op.is_open')}
                </Status>
              ) : (
                <Status bare kind="plain">
                  {t('programs.op.is_closed')}
                </Status>
              )}
            </div>
          )}
        </OrderedList>
      )}
    </Page>
  );
}
