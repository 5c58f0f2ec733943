/** This platform carries the batches itself: they lie in the files port until the requester has taken them. */
import { isRefusal } from '#api/kernel/refusal.ts';
import type { FilesPort } from '#api/ports/files/port.ts';
import type { ExchangePort } from './port.ts';

const keyOf = (id: string) => `exchange/${id}`;

export function createEmbeddedExchange(files: FilesPort): ExchangePort {
  return {
    kind: 'embedded',
    // The rights of a grant are kept in the database, where delivery looks them up.
    tell: async () => {},
    send: async (batch) => {
      const kept = await files.put(keyOf(batch.id), batch.open(), { maxBytes: batch.bytes });
      if (kept.sha256 !== batch.sha256) {
        await files.remove(keyOf(batch.id));
        throw new Error(`batch ${batch.id} changed on its way`);
      }
      return { receipt: batch.id };
    },
    take: async (id) => {
      try {
        const { stream, total } = await files.open(keyOf(id));
        return { stream, bytes: total };
      } catch (error) {
        if (isRefusal(error) && error.code === 'files.not_found') return null;
        throw error;
      }
    },
    forget: (id) => files.remove(keyOf(id)),
  };
}
