/** The way of an upload: bytes, encoding, dialect, header, types, Parquet, statistics. */

import type { Logger } from 'pino';
import { hashFile } from '#api/ports/files/measured.ts';
import { convert } from '#api/ports/tables/convert.ts';
import { detectDialect, nameColumns } from '#api/ports/tables/dialect.ts';
import type { Engine } from '#api/ports/tables/engine.ts';
import type { IngestInput, IngestResult } from '#api/ports/tables/port.ts';
import { profileTable } from '#api/ports/tables/profile.ts';
import { refuse } from '#api/ports/tables/refusals.ts';
import { textKind } from '#api/ports/tables/signature.ts';
import { readAt, readSource } from '#api/ports/tables/source.ts';

export interface IngestLimits {
  readonly maxBytes: number;
  readonly maxColumns: number;
}

/** Enough of the file to see its delimiter and the longest header we take. */
const headBytes = 1 << 20;

export async function ingest(
  engine: Engine,
  input: IngestInput,
  limits: IngestLimits,
  log: Logger | undefined,
): Promise<IngestResult> {
  return engine.use(
    async (session) => {
      input.onStage?.('decode');
      const { scratchDir, signal } = input;
      const source = await readSource(input.path, scratchDir, { maxBytes: limits.maxBytes, signal });
      const head = await readAt(source.textPath, 0, headBytes);
      // The cut may fall inside a character: the decoder then holds it back.
      const text = new TextDecoder('utf-8').decode(head, { stream: true });
      if (text.trim() === '') throw refuse('tables.empty');
      const kind = textKind(text);
      if (kind !== null) throw refuse('tables.not_csv', { found: kind });
      const dialect = detectDialect(text, head.length < headBytes);
      const names = nameColumns(dialect.header, limits.maxColumns);

      input.onStage?.('convert');
      const parquetPath = await convert({ session, source, dialect, names, scratchDir, log });

      input.onStage?.('profile');
      const profile = await profileTable(session, parquetPath);
      if (profile.rowCount === 0) throw refuse('tables.no_rows');
      const stored = await hashFile(parquetPath);
      return {
        ...profile,
        encoding: source.encoding,
        bom: source.bom,
        delimiter: dialect.delimiter,
        quote: '"',
        parquetPath,
        parquetBytes: stored.bytes,
        parquetSha256: stored.sha256,
        sourceBytes: source.bytes,
        sourceSha256: source.sha256,
      };
    },
    { signal: input.signal },
  );
}
