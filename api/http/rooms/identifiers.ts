/**
 * /id/{class}/{seq}[/v{n}]: the permanent identifier of a dataset or of one version. It sends on (303, RFC 9110 15.4.4: the page
 * is about the dataset, not the dataset itself); after withdrawal it answers 410 with the tombstone.
 */
import { type Request, type Response, Router } from 'express';
import { getPublicEntry } from '#api/catalog/read.ts';
import type { App, Ctx } from '#api/context.ts';
import { showPublishedVersion } from '#api/datasets/open.ts';
import { showTombstone } from '#api/datasets/tombstone.ts';
import { requestContext } from '#api/http/session.ts';
import { isRefusal, refuse } from '#api/kernel/refusal.ts';

export function identifiersRouter(app: App): Router {
  const router = Router();
  router.get('/:class/:seq{/:version}', async (request, response) => {
    const { class: group = '', seq = '', version } = request.params as Record<string, string | undefined>;
    const ctx = await requestContext(app, request);
    const number = version === undefined ? null : numberOf(version);
    await resolve(ctx, request, response, `${group}/${seq}`, number);
  });
  return router;
}

function numberOf(version: string): number {
  const found = /^v([1-9]\d{0,5})$/.exec(version)?.[1];
  if (found === undefined) throw refuse('request.not_found');
  return Number(found);
}

async function resolve(
  ctx: Ctx,
  request: Request,
  response: Response,
  code: string,
  number: number | null,
): Promise<void> {
  response.vary('Accept');
  const page = `/datasets/${code}${number === null ? '' : `/versions/${number}`}`;
  try {
    if (number === null) await getPublicEntry(ctx, code);
    else await showPublishedVersion(ctx, code, number);
    response.set('Cache-Control', 'no-cache').redirect(303, page);
  } catch (error) {
    if (!isRefusal(error) || error.code !== 'catalog.withdrawn') throw error;
    const tombstone = await showTombstone(ctx, code);
    if (number !== null && !tombstone.versions.some((one) => one.number === number)) throw refuse('request.not_found');
    // The page of a withdrawn dataset answers 410 itself; whoever does not ask for a page is told here.
    if (/text\/html/i.test(request.get('accept') ?? '')) return void response.redirect(303, `/datasets/${code}`);
    const identifier = `${ctx.env.PUBLIC_URL}/id/${code}${number === null ? '' : `/v${number}`}`;
    response
      .status(410)
      .set('Cache-Control', 'no-cache')
      .json({ identifier, ...tombstone });
  }
}
