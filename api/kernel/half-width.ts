const fullWidth = /[\u3000\uff01-\uff5e]/g;

/** Full-width forms typed on a Chinese keyboard (１２３，Ａ) as ASCII. Keeps the length, so positions stay true. */
export function halfWidth(text: string): string {
  return text.replace(fullWidth, (c) => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
}
