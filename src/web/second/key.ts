/** The key that is held over a sentence, as the keyboard at hand calls it. */
export const secondKey = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌥' : 'Alt';
