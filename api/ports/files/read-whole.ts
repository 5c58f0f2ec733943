/**
 * Reads a stream that is small by agreement, whole. Throws `tooLarge` as soon as it is longer than `maxBytes`, whatever it claims to be.
 */
export async function readWhole(
  stream: AsyncIterable<Uint8Array>,
  maxBytes: number,
  tooLarge: () => Error,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of stream) {
    total += part.length;
    if (total > maxBytes) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, total);
}
