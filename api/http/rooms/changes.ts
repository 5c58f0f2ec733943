import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { showChanges } from '#api/datasets/changes.ts';
import { changesOperations } from '#api/datasets/changes-contract.ts';
import { mount } from '#api/http/mount.ts';

export function mountChanges(router: Router, app: App): void {
  mount(router, app, changesOperations, {
    showChanges: (ctx, { params, query }) => showChanges(ctx, `${params.class}/${params.seq}`, params.number, query),
  });
}
