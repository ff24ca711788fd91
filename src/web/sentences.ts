/** What a shown sentence is: one of the interface, known by its key, or one of an article, known by its place in it (`3.0`). */
export type Sentence = { readonly kind: 'interface'; readonly key: string } | { readonly kind: 'article'; readonly article: string; readonly place: string };
