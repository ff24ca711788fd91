/** Saves a text as a file of the reader's; it never leaves this machine. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Prints a text alone, without the page around it. */
export function printText(text: string): void {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  document.body.append(frame);
  const { contentDocument: sheet, contentWindow: view } = frame;
  if (!sheet || !view) return frame.remove();
  const lines = sheet.createElement('pre');
  lines.textContent = text;
  lines.style.cssText = 'font: 14px/1.8 ui-monospace, monospace; white-space: pre-wrap';
  sheet.body.append(lines);
  view.addEventListener('afterprint', () => frame.remove());
  view.print();
}
