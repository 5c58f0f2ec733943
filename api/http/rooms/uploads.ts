/** Uploads by tus 1.0 (https://tus.io/protocols/resumable-upload): the protocol is @tus/server's, rights and bytes are ours. */
import type { Readable } from 'node:stream';
import { DataStore, ERRORS, MemoryLocker, Metadata, Server, Upload } from '@tus/server';
import type { Request, Response, Router } from 'express';
import type { App, Ctx } from '#api/context.ts';
import { maxUploadBytes } from '#api/datasets/rules/codes.ts';
import * as sessions from '#api/datasets/sessions.ts';
import { requestContext } from '#api/http/session.ts';
import { refuse } from '#api/kernel/refusal.ts';

type Session = Awaited<ReturnType<typeof sessions.getUpload>>;

export function mountUploads(router: Router, app: App): void {
  // One writer to an upload at a time, also when a sender comes back before its broken request was noticed.
  const locker = new MemoryLocker();
  const serve = async (ctx: Ctx, session: Session, request: Request, response: Response) => {
    await serverOf(ctx, session, locker).handle(request, response);
  };
  router.options('/uploads', (_request, response) => {
    response
      .set({ 'Tus-Resumable': '1.0.0', 'Tus-Version': '1.0.0', 'Tus-Extension': 'creation,termination,expiration' })
      .set('Tus-Max-Size', String(maxUploadBytes))
      .status(204)
      .end();
  });
  router.post('/uploads', async (request, response) => {
    const ctx = await signedIn(app, request);
    const bytes = Number(request.get('upload-length') ?? Number.NaN);
    const told = metadataOf(request);
    if (!Number.isSafeInteger(bytes) || bytes < 0 || typeof told.entry !== 'string')
      throw refuse('request.invalid', { count: 1 });
    const session = await sessions.openUpload(ctx, {
      entryId: told.entry,
      fileName: told.filename ?? '',
      bytes,
      note: noteOf(told.note),
    });
    await serve(ctx, session, request, response);
  });
  const known = async (request: Request, response: Response) => {
    const ctx = await signedIn(app, request);
    const session = await sessions.getOpenUpload(ctx, String(request.params.id));
    await serve(ctx, session, request, response);
  };
  router.head('/uploads/:id', known);
  router.patch('/uploads/:id', known);
  router.delete('/uploads/:id', known);
}

async function signedIn(app: App, request: Request): Promise<Ctx> {
  const ctx = await requestContext(app, request);
  if (ctx.viewer === null) throw refuse('auth.required');
  return ctx;
}

function metadataOf(request: Request): Record<string, string | null> {
  try {
    return Metadata.parse(request.get('upload-metadata') ?? '');
  } catch {
    throw refuse('request.invalid', { count: 1 });
  }
}

function noteOf(note: string | null | undefined): string | null {
  const clean = (note ?? '')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
    .slice(0, 1000);
  return clean === '' ? null : clean;
}

/** Made for each request: it knows one upload and one person, so that no id can lead it to another. */
function serverOf(ctx: Ctx, session: Session, locker: MemoryLocker): Server {
  return new Server({
    path: '/api/v1/uploads',
    datastore: new Parts(ctx, session),
    locker,
    maxSize: maxUploadBytes,
    allowedOrigins: [ctx.env.PUBLIC_URL],
    namingFunction: () => session.id,
    getFileIdFromRequest: () => session.id,
    generateUrl: () => `/api/v1/uploads/${session.id}`,
    onUploadFinish: async () => {
      // A refusal is kept with the upload and read there: the protocol has no words for it.
      const { versionId } = await sessions.finishUpload(ctx, session);
      return versionId === null ? {} : { headers: { 'Upload-Version': versionId } };
    },
    onResponseError: (_request, error) => {
      if (!('status_code' in error)) ctx.log.error({ err: error, requestId: ctx.requestId }, 'upload failed');
      return undefined;
    },
  });
}

class Parts extends DataStore {
  constructor(
    private readonly ctx: Ctx,
    private readonly session: Session,
  ) {
    super();
    this.extensions = ['creation', 'termination', 'expiration'];
  }

  override async create(upload: Upload): Promise<Upload> {
    await this.ctx.ports.parts.create(this.session.id);
    upload.creation_date = this.session.createdAt.toISOString();
    return upload;
  }

  override write(stream: Readable, _id: string, offset: number): Promise<number> {
    return this.ctx.ports.parts.append(this.session.id, offset, stream);
  }

  override async getUpload(id: string): Promise<Upload> {
    const size = Number(this.session.bytes);
    const offset = this.session.finishedAt === null ? await this.ctx.ports.parts.size(id) : size;
    if (offset === null) throw ERRORS.FILE_NOT_FOUND;
    return new Upload({ id, size, offset, creation_date: this.session.createdAt.toISOString() });
  }

  override async remove(_id: string): Promise<void> {
    await sessions.cancelUpload(this.ctx, this.session);
  }

  // The library compares with the machine's clock; the session's own end is judged before, by ours.
  override getExpiration(): number {
    return 0;
  }
}
