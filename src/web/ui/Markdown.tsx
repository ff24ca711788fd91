import { Fragment, useMemo } from 'react';
import { classes } from './classes.ts';
import { readMarkdown } from '../../core/markdown.ts';
import type { Block, Inline } from '../../core/markdown.ts';

interface MarkdownProps {
  readonly text: string;
  /** Of the text, where it is not that of the page. */
  readonly lang?: string | undefined;
  /** What the highest heading of the text is on this page. */
  readonly top?: 2 | 3;
}

/** A long text to be read: a contract, an article. */
export function Markdown({ text, lang, top = 2 }: MarkdownProps) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  const highest = Math.min(6, ...blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : [])));
  return (
    <article lang={lang} className="flex max-w-reading flex-col gap-3 text-16 leading-relaxed break-words [&:lang(zh)]:leading-loose">
      {blocks.map((block, at) => (
        <Piece key={at} block={block} down={top - highest} />
      ))}
    </article>
  );
}

const headings = { 2: 'mt-4 text-20 font-semibold', 3: 'mt-3 text-16 font-semibold', 4: 'mt-2 font-semibold' } as const;

function Piece({ block, down }: { readonly block: Block; readonly down: number }) {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(4, Math.max(2, block.level + down)) as 2 | 3 | 4;
      const Tag = `h${level}` as const;
      return (
        <Tag className={classes(headings[level], 'first:mt-0')}>
          <Line inside={block.inside} />
        </Tag>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Line inside={block.inside} />
        </p>
      );
    case 'quote':
      return (
        <blockquote className="border-s-2 border-line ps-4 text-muted">
          <Line inside={block.inside} />
        </blockquote>
      );
    case 'rule':
      return <hr className="border-line" />;
    case 'list': {
      const items = block.items.map((inside, at) => (
        <li key={at} className="ps-1">
          <Line inside={inside} />
        </li>
      ));
      return block.start === null ? (
        <ul className="flex list-disc flex-col gap-1.5 ps-6 marker:text-muted">{items}</ul>
      ) : (
        <ol start={block.start} className="flex list-decimal flex-col gap-1.5 ps-6 marker:text-muted">
          {items}
        </ol>
      );
    }
  }
}

function Line({ inside }: { readonly inside: readonly Inline[] }) {
  return (
    <>
      {inside.map((part, at) => (
        <Fragment key={at}>{say(part)}</Fragment>
      ))}
    </>
  );
}

function say(part: Inline) {
  switch (part.kind) {
    case 'text':
    case 'control':
      return part.text;
    case 'code':
      return <code className="font-mono text-14">{part.text}</code>;
    case 'strong':
      return (
        <strong className="font-semibold">
          <Line inside={part.inside} />
        </strong>
      );
    case 'emphasis':
      return (
        <em className="[:lang(zh)_&]:font-semibold [:lang(zh)_&]:not-italic">
          <Line inside={part.inside} />
        </em>
      );
    case 'link':
      return (
        <a href={part.href} target="_blank" rel="noreferrer" className="text-accent-ink underline underline-offset-3">
          <Line inside={part.inside} />
        </a>
      );
  }
}
