import { Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { center } from '../contract.ts';
import type { NewsItem } from '../contract.ts';
import { NewsForm } from './NewsForm.tsx';
import { titleIn } from './NewsPage.tsx';

/** A new piece of news. */
export function NewsNewPage() {
  const { t } = useHouse();
  const { go } = usePlace();
  const add = useAct(center.addNews);
  const { attempt, banner } = useAttempt();
  return (
    <Page title={t('news.write')} sentence={t('news.write_sentence')} width="reading" crumbs={[{ label: t('news.title'), href: '/operator/news' }]}>
      <NewsForm
        texts={{}}
        isNew
        problem={banner}
        onSave={(texts) =>
          attempt(async () => {
            const { newsId } = await add.mutateAsync({ texts });
            toast(t('news.saved'));
            go(`/operator/news/${newsId}`, { replace: true });
          })
        }
      />
    </Page>
  );
}

/** One piece of news in all its languages: write, publish, correct, take back. */
export function NewsEditPage() {
  const { t, locale } = useHouse();
  const { params } = usePlace();
  const { data: item } = useRead(center.getNews, { newsId: params['newsId'] ?? '' });
  const mark = item && (item.publishedAt ? <Status kind="success">{t('news.state.published')}</Status> : <Status kind="plain">{t('news.state.draft')}</Status>);
  return (
    <Page
      title={item ? titleIn(item, locale) || t('news.untitled') : t('news.one')}
      width="reading"
      crumbs={[{ label: t('news.title'), href: '/operator/news' }]}
      mark={mark}
    >
      {item ? <NewsEditor key={item.newsId} item={item} /> : <SkeletonLines lines={6} />}
    </Page>
  );
}

function NewsEditor({ item }: { readonly item: NewsItem }) {
  const { t, formatDate } = useHouse();
  const edit = useAct(center.editNews);
  const { attempt, banner } = useAttempt();
  const save = (texts: NewsItem['texts']) =>
    attempt(async () => {
      await edit.mutateAsync({ newsId: item.newsId, texts });
      toast(t('news.saved'));
    });
  return (
    <>
      {item.publishedAt && <p className="text-14 text-muted">{t('news.published_at', { when: formatDate(item.publishedAt, 'moment') })}</p>}
      {!item.publishedAt && <PublishBar item={item} />}
      <fieldset disabled={!item.can.edit} className="contents">
        <NewsForm texts={item.texts} problem={banner} onSave={save} />
      </fieldset>
      {item.can.edit && <RemoveNews item={item} />}
    </>
  );
}

function PublishBar({ item }: { readonly item: NewsItem }) {
  const { t, formatList } = useHouse();
  const publish = useAct(center.publishNews);
  const { attempt, banner } = useAttempt();
  const [asked, ask] = useState(false);
  const names = new Intl.DisplayNames(useHouse().locale, { type: 'language' });
  const missing = item.missing.map((locale) => names.of(locale) ?? locale);
  return (
    <>
      {banner}
      <Banner
        kind={missing.length > 0 ? 'info' : 'success'}
        action={
          item.can.edit && (
            <Button
              variant="primary"
              icon={Send}
              reason={item.can.publish ? undefined : t('news.missing', { languages: formatList(missing) })}
              onPress={() => ask(true)}
            >
              {t('news.publish')}
            </Button>
          )
        }
      >
        {missing.length > 0 ? t('news.missing', { languages: formatList(missing) }) : t('news.ready')}
      </Banner>
      <ConfirmDialog
        open={asked}
        onClose={() => ask(false)}
        title={t('news.publish_question')}
        text={t('news.publish_text')}
        confirm={t('news.publish')}
        danger={false}
        onConfirm={() =>
          attempt(async () => {
            await publish.mutateAsync({ newsId: item.newsId });
            toast(t('news.published'));
          })
        }
      />
    </>
  );
}

function RemoveNews({ item }: { readonly item: NewsItem }) {
  const { t, locale } = useHouse();
  const { go } = usePlace();
  const remove = useAct(center.removeNews);
  const [asked, ask] = useState(false);
  const published = item.publishedAt !== null;
  return (
    <div className="border-t border-line pt-6">
      <Button variant="quiet" icon={Trash2} className="text-danger" onPress={() => ask(true)}>
        {t(published ? 'news.take_back' : 'news.remove')}
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => ask(false)}
        title={t('news.remove_question', { title: titleIn(item, locale) || t('news.untitled') })}
        text={t(published ? 'news.take_back_text' : 'news.remove_text')}
        confirm={t(published ? 'news.take_back' : 'news.remove')}
        onConfirm={async () => {
          await remove.mutateAsync({ newsId: item.newsId });
          toast(t('news.removed'));
          go('/operator/news');
        }}
      />
    </div>
  );
}
