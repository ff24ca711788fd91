import { BookOpen, Building2, CircleHelp } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { fold } from '../../core/text.ts';
import { useHouse } from '../house.tsx';
import type { SignedInPage } from '../pages.ts';
import { usePlace } from '../place.ts';
import { useSession } from '../session.tsx';
import type { SessionActs } from '../session.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import type { Icon } from '../ui/icon.ts';
import { samePage } from './AccountPicker.tsx';
import { searchable } from './menu.ts';
import type { Way } from './menu.ts';
import { PickList } from './PickList.tsx';
import type { PickGroup, PickItem } from './PickList.tsx';

interface PaletteProps {
  readonly pages: readonly SignedInPage[];
  readonly accountId: string | undefined;
  readonly acts: SessionActs;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** One box for everything: pages, people, acts, the other accounts. */
export function Palette(props: PaletteProps) {
  const { t } = useHouse();
  const [text, setText] = useState('');
  const groups = useGroups(props, text);
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && props.onClose()}
      isDismissable
      className="fixed inset-0 z-40 flex animate-appear items-start justify-center bg-veil p-2 pt-2 sm:pt-[12vh]"
    >
      <Modal className="float flex max-h-[min(32rem,80dvh)] w-full max-w-xl animate-rise flex-col overflow-hidden">
        <Dialog aria-label={t('shell.search')} className="flex max-h-[inherit] min-h-0 flex-col outline-none">
          <PickList size="large" label={t('shell.search.label')} text={text} onText={setText} groups={groups} none={t('shell.search.none', { text })} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function useGroups({ pages, accountId, acts, onClose, onHelp }: PaletteProps, text: string): PickGroup[] {
  const house = useHouse();
  const { t } = house;
  const session = useSession();
  const { go, path } = usePlace();
  const people = usePeople(acts, accountId, text);
  const articles = useArticles(acts, text);
  const words = fold(text).split(' ').filter(Boolean);
  const matches = (label: string) => words.every((word) => fold(label).includes(word));
  const goTo = (href: string) => () => {
    onClose();
    go(href);
  };
  const wayItem = (way: Way): PickItem => ({
    id: way.href.replaceAll('/', '-'),
    onPick: goTo(way.href),
    content: <Line icon={way.icon} label={way.label} />,
  });
  const ways = searchable(pages, { session, accountId }, house);
  const help: PickItem = { id: 'help', onPick: onHelp, content: <Line icon={CircleHelp} label={t('shell.help')} /> };
  return [
    { id: 'pages', title: t('shell.search.pages'), items: ways.pages.filter((way) => matches(way.label)).map(wayItem) },
    {
      id: 'acts',
      title: t('shell.search.acts'),
      items: [
        ...ways.acts.filter((way) => matches(way.label)).map((way) => ({ ...wayItem(way), id: `act${way.href.replaceAll('/', '-')}` })),
        ...(matches(t('shell.help')) ? [help] : []),
      ],
    },
    {
      id: 'people',
      title: t('shell.search.people'),
      items: people.map((person) => ({
        id: person.href.replaceAll('/', '-'),
        onPick: goTo(person.href),
        content: (
          <>
            <Avatar name={person.name} size="small" />
            <span className="min-w-0 flex-1 break-words">{person.name}</span>
            <span className="min-w-0 text-13 break-words text-muted">{person.detail}</span>
          </>
        ),
      })),
    },
    {
      id: 'articles',
      title: t('shell.search.help'),
      items: articles.map(({ article, title }) => ({
        id: `article-${article}`,
        onPick: goTo(accountId ? `/a/${accountId}/help/${article}` : `/help/${article}`),
        content: <Line icon={BookOpen} label={title} />,
      })),
    },
    {
      id: 'accounts',
      title: t('shell.search.accounts'),
      items: (session.accounts.length > 1 ? session.accounts : [])
        .filter((account) => account.accountId !== accountId && matches(`${account.name} ${account.partnerId}`))
        .map((account) => ({
          id: account.accountId,
          onPick: goTo(samePage(pages, path, account)),
          content: <Line icon={Building2} label={account.name} detail={account.partnerId} />,
        })),
    },
  ];
}

/** Two letters, or one sign of Chinese, before the server is asked. */
const worthAsking = (text: string): boolean => text.length >= 2 || /\p{Script=Han}/u.test(text);

function usePeople(acts: SessionActs, accountId: string | undefined, text: string) {
  const wanted = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['account', accountId, 'palette', wanted],
    queryFn: () => acts.findPeople(accountId ?? '', wanted),
    enabled: accountId !== undefined && worthAsking(wanted),
    placeholderData: (before) => before,
    // Someone who may not see the list of users simply finds none.
    retry: false,
    throwOnError: false,
  });
  return worthAsking(wanted) ? (data ?? []) : [];
}

function useArticles(acts: SessionActs, text: string) {
  const { locale } = useHouse();
  const wanted = useDeferredValue(text.trim());
  const { data } = useQuery({
    queryKey: ['help', locale, wanted],
    queryFn: async () => (await acts.findArticles?.(locale, wanted)) ?? [],
    enabled: worthAsking(wanted),
    placeholderData: (before) => before,
    retry: false,
    throwOnError: false,
  });
  return worthAsking(wanted) ? (data ?? []) : [];
}

function Line({ icon: Mark, label, detail }: { readonly icon: Icon; readonly label: string; readonly detail?: string }) {
  return (
    <>
      <Mark size={16} aria-hidden className="flex-none text-muted" />
      <span className="min-w-0 flex-1 break-words">{label}</span>
      {detail && (
        <span className="font-mono text-12 text-muted" translate="no">
          {detail}
        </span>
      )}
    </>
  );
}
