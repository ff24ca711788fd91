import { AlertTriangle, Info, Lightbulb, Star } from 'lucide-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { plainText, treeOf } from '../../../core/article.ts';
import type { Block, Branch, Span } from '../../../core/article.ts';
import type { Locale } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { Link } from '../../../web/ui/Link.tsx';
import { useArticleLinks } from './articleLinks.ts';

interface ArticleBodyProps {
  readonly blocks: readonly Block[];
  readonly lang: Locale;
  /** The same blocks in another language, shown with them; they have the same shape. */
  readonly beside?: { readonly blocks: readonly Block[]; readonly lang: Locale } | null;
  /** Sentences can be reached by the keyboard, to read each in the other language. */
  readonly reachable?: boolean;
  /** Begins the addresses of headings, so that two articles can stand on one page. */
  readonly top?: 2 | 3;
}

/** The text of an article. Each sentence carries its place (`data-at`), by which it is found in another language. */
export function ArticleBody({ blocks, lang, beside = null, reachable = false, top = 2 }: ArticleBodyProps) {
  const others = beside && treeOf(beside.blocks);
  return (
    <div className="@container text-16 break-words">
      <div className="flex flex-col gap-4">
        {treeOf(blocks).map((branch, n) => {
          const other = others?.[n];
          const own = (
            <div lang={lang} className={classes('flex min-w-0 flex-col', scriptOf(lang))}>
              <Piece branch={branch} reachable={reachable} top={top} joint={jointOf(lang)} />
            </div>
          );
          if (!beside) return <Fragment key={branch.at}>{own}</Fragment>;
          return (
            <div key={branch.at} className="grid gap-x-10 gap-y-1.5 @3xl:grid-cols-2">
              {own}
              <div
                lang={beside.lang}
                className={classes(
                  'flex min-w-0 flex-col text-muted @max-3xl:border-s-2 @max-3xl:border-line @max-3xl:ps-3 @max-3xl:text-14',
                  scriptOf(beside.lang),
                )}
              >
                {other && <Piece branch={other} reachable={false} top={top} joint={jointOf(beside.lang)} isCopy />}
              </div>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Each language in its own letters, whatever that of the page is. */
const scriptOf = (lang: Locale): string => (lang.startsWith('zh') ? 'leading-loose' : 'font-sans leading-relaxed');
/** What stands between two sentences: Chinese ends them with a sign as wide as a space. */
const jointOf = (lang: Locale): string => (lang.startsWith('zh') ? '' : ' ');

interface PieceProps {
  readonly block: Block;
  readonly at: number;
  readonly reachable: boolean;
  readonly top: 2 | 3;
  readonly joint: string;
  /** The other language's: nothing leads to it, and no heading of it is one of the page. */
  readonly isCopy?: boolean;
}

interface BranchProps extends Omit<PieceProps, 'block' | 'at'> {
  readonly branch: Branch;
}

const toneLook = {
  note: [Info, 'border-info-line bg-info-soft', 'text-info'],
  tip: [Lightbulb, 'border-success-line bg-success-soft', 'text-success'],
  important: [Star, 'border-info-line bg-info-soft', 'text-info'],
  warning: [AlertTriangle, 'border-warning-line bg-warning-soft', 'text-warning'],
} as const;

function Piece({ branch, ...rest }: BranchProps) {
  const { block, at } = branch;
  const { top, isCopy } = rest;
  const props = { ...rest, block, at };
  const { t } = useHouse();
  const said = <Said {...props} />;
  switch (block.kind) {
    case 'heading': {
      const look = classes('leading-(--leading-title) font-semibold', block.level === 3 ? 'mt-2 text-16' : 'mt-5 text-20');
      // Under its own heading it needs no room of its own.
      if (isCopy) return <p className={classes(look, '@max-3xl:mt-0 @max-3xl:text-16')}>{said}</p>;
      const Tag = `h${Math.min(4, (block.level ?? 2) - 2 + top) as 2 | 3 | 4}` as const;
      return (
        <Tag id={block.slug} className={classes(look, 'scroll-mt-20')}>
          {said}
        </Tag>
      );
    }
    case 'paragraph':
      return <p className="max-w-reading">{said}</p>;
    case 'code':
      return (
        <pre tabIndex={isCopy ? undefined : 0} className="overflow-x-auto rounded-card border border-line bg-sunken px-4 py-3 text-14">
          <code>{block.groups[0]?.[0]?.[0]?.text}</code>
        </pre>
      );
    case 'note': {
      const [Mark, box, text] = toneLook[block.tone ?? 'note'];
      return (
        <div role={isCopy ? undefined : 'note'} className={classes('flex max-w-reading gap-3 rounded-card border px-4 py-3 text-ink', box)}>
          <Mark size={20} aria-hidden className={classes('mt-1 flex-none', text)} />
          <p className="min-w-0">
            <span className="sr-only">{t(`help.tone.${block.tone ?? 'note'}`)} </span>
            {said}
          </p>
        </div>
      );
    }
    case 'picture':
      return <PictureOf {...props} />;
    case 'table':
      return <TableOf {...props} />;
    case 'list':
    case 'steps':
      return <ListOf {...rest} branch={branch} />;
  }
}

/** A page as it looks, always by day; what it shows is said to whoever cannot see it, and read in the other language like a sentence. */
function PictureOf({ block: { picture, groups }, at, reachable, isCopy }: PieceProps) {
  if (!picture) return null;
  const { src, width, height } = picture;
  return (
    <img
      src={src}
      width={width}
      height={height}
      alt={plainText(groups[0]?.[0] ?? [])}
      loading="lazy"
      decoding="async"
      data-at={isCopy ? undefined : `${at}.0`}
      // To be read in another language by whoever has no pointer; it does nothing when pressed.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={reachable ? 0 : undefined}
      className="my-1 h-auto max-w-full self-start rounded-card border border-line bg-sunken break-inside-avoid"
    />
  );
}

/** All of a block's sentences, one after the other. */
function Said({ block, ...rest }: PieceProps) {
  return block.groups.map((_, group) => <Group key={group} {...rest} block={block} group={group} />);
}

/** The sentences of an item or a cell; each is counted through its block. */
function Group({ block, group, at, reachable, joint, isCopy }: PieceProps & { readonly group: number }) {
  const before = block.groups.slice(0, group).reduce((sum, each) => sum + each.length, 0);
  return (block.groups[group] ?? []).map((sentence, n) => (
    <Fragment key={n}>
      {n > 0 && joint}
      <span
        data-at={isCopy ? undefined : `${at}.${before + n}`}
        // To be read in another language by whoever has no pointer; it does nothing when pressed.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={reachable ? 0 : undefined}
        className={reachable ? 'rounded-mark decoration-edge decoration-dotted underline-offset-4 hover:underline' : undefined}
      >
        {sentence.map((span, each) => (
          <Run key={each} span={span} sentence={sentence} />
        ))}
      </span>
    </Fragment>
  ));
}

/** A list with all that lies in its items, as far as it goes on. */
function ListOf({ branch, ...rest }: BranchProps) {
  const items = [branch, ...branch.rest].flatMap(({ block, at, inside }) =>
    block.groups.map((_, group) => (
      <li key={`${at} ${group}`} className="ps-1">
        <Group {...rest} block={block} at={at} group={group} />
        {group === block.groups.length - 1 && inside.length > 0 && (
          <div className="mt-2 flex flex-col gap-2">
            {inside.map((each) => (
              <Piece key={each.at} {...rest} branch={each} />
            ))}
          </div>
        )}
      </li>
    )),
  );
  const { kind, start, depth = 0 } = branch.block;
  const look = 'flex max-w-reading flex-col gap-2 ps-6 marker:text-muted';
  return kind === 'steps' ? (
    <ol start={start} className={classes(look, 'list-decimal')}>
      {items}
    </ol>
  ) : (
    <ul className={classes(look, depth % 2 ? 'list-[circle]' : 'list-disc')}>{items}</ul>
  );
}

function TableOf(props: PieceProps) {
  const { block } = props;
  const columns = block.columns ?? 1;
  const rows = Array.from({ length: Math.ceil(block.groups.length / columns) }, (_, row) => Array.from({ length: columns }, (_cell, n) => row * columns + n));
  const [head = [], ...body] = rows;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse text-14 [&_td]:border-t [&_td]:border-line [&_td]:py-2.5 [&_td]:pe-4 [&_td]:align-top [&_th]:py-2 [&_th]:pe-4 [&_th]:text-start [&_th]:font-semibold">
        <thead>
          <tr>
            {head.map((group) => (
              <th key={group} scope="col">
                <Group {...props} group={group} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((cells) => (
            <tr key={cells[0]}>
              {cells.map((group) => (
                <td key={group}>
                  <Group {...props} group={group} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Run({ span: { text, look, href }, sentence }: { readonly span: Span; readonly sentence: readonly Span[] }) {
  const words = look ? looks[look](text) : text;
  return href === undefined ? (
    words
  ) : (
    <Way href={href} show={sentence.flatMap(({ control }) => control ?? [])}>
      {words}
    </Way>
  );
}

const looks: Readonly<Record<NonNullable<Span['look']>, (text: string) => ReactNode>> = {
  strong: (text) => <strong className="font-semibold">{text}</strong>,
  control: (text) => <strong className="font-semibold">{text}</strong>,
  emphasis: (text) => <em>{text}</em>,
  code: (text) => <code className="font-mono text-14">{text}</code>,
};

interface WayProps {
  readonly href: string;
  /** Controls that the sentence names: on the page that it leads to they are pointed out. */
  readonly show: readonly string[];
  readonly children: ReactNode;
}

/** To another article, to a page of the portal, or out of the house. */
function Way({ href, show, children }: WayProps) {
  const links = useArticleLinks();
  if (/^(https:|mailto:)/.test(href)) {
    return (
      <a href={href} target="_blank" rel="noreferrer" className="text-accent-ink underline underline-offset-3">
        {children}
      </a>
    );
  }
  if (href.startsWith('page:')) return <Link href={links.pageHref(href.slice(5), show)}>{children}</Link>;
  const [article = '', heading] = href.split('#');
  if (!article) return <a href={`#${heading ?? ''}`}>{children}</a>;
  const { open } = links;
  return (
    <Link
      href={links.articleHref(article, heading)}
      onClick={(event) => {
        if (!open || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(article);
      }}
    >
      {children}
    </Link>
  );
}
