import { ExternalLink, Link2 } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { programs } from '../contract.ts';

/** Links that the operator keeps for its partners. They lead out of the center, and say so. */
export function ResourcesPage() {
  const { t, center } = useHouse();
  const { data } = useRead(programs.listResources, {});
  return (
    <Page title={t('programs.resources.title')} sentence={t('programs.resources.sentence', { operator: center.name })} width="reading">
      {!data && <SkeletonLines />}
      {data?.items.length === 0 && (
        <Empty icon={Link2} title={t('programs.resources.none')} text={t('programs.resources.none_text', { operator: center.name })} />
      )}
      {data && data.items.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {data.items.map((item) => (
            <li key={item.resourceId}>
              <a
                href={item.address}
                target="_blank"
                rel="noreferrer"
                className="flex items-center gap-3 px-4 py-3 text-14 -outline-offset-2! transition-colors hover:bg-hover"
              >
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{item.title}</span>
                  <span className="block text-13 break-all text-muted">{new URL(item.address).host}</span>
                </span>
                <ExternalLink size={16} aria-hidden className="flex-none text-muted" />
                <span className="sr-only">{t('programs.resources.opens')}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
