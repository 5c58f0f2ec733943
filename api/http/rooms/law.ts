import type { Router } from 'express';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';
import { lawOperations } from '#api/law/contract.ts';
import * as law from '#api/law/service.ts';

export function mountLaw(router: Router, app: App): void {
  mount(router, app, lawOperations, { listProvisions: (ctx) => law.listProvisions(ctx) });
}
