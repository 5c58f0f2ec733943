/** What is copied into another page to show a view there. Addresses and sizes are plain; the title is escaped. */
export function frameCode(address: string, title: string, width: number | string, height: number): string {
  const plain = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
  return `<iframe src="${plain(address)}" title="${plain(title)}" width="${width}" height="${height}" loading="lazy" frameborder="0"></iframe>`;
}
