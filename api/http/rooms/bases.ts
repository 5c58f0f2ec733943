import type { Router } from 'express';
import * as classification from '#api/bases/classification.ts';
import * as cloud from '#api/bases/cloud.ts';
import { cloudOperations } from '#api/bases/cloud-contract.ts';
import { baseOperations } from '#api/bases/contract.ts';
import * as items from '#api/bases/items.ts';
import * as sets from '#api/bases/sets.ts';
import type { App } from '#api/context.ts';
import { mount } from '#api/http/mount.ts';

export function mountBases(router: Router, app: App): void {
  mount(router, app, cloudOperations, {
    listCloudNodes: (ctx) => cloud.listCloudNodes(ctx),
    registerCloudNode: (ctx, { body }) => cloud.registerCloudNode(ctx, body),
    changeCloudNode: (ctx, { params, body }) => cloud.changeCloudNode(ctx, params.id, body),
    reportCloudNode: (ctx, { params, body }) => cloud.reportCloudNode(ctx, params.id, body),
    pingCloudNode: (ctx, { params, body }) => cloud.pingCloudNode(ctx, params.id, body),
    listStorageFindings: (ctx) => cloud.listStorageFindings(ctx),
    listSystems: (ctx) => items.listSystems(ctx),
    addSystem: (ctx, { body }) => items.addSystem(ctx, body),
    changeSystem: (ctx, { params, body }) => items.changeSystem(ctx, params.id, body),
    retireSystem: (ctx, { params, body }) => items.retireSystem(ctx, params.id, body),
    listServiceItems: (ctx) => items.listServiceItems(ctx),
    addServiceItem: (ctx, { body }) => items.addServiceItem(ctx, body),
    changeServiceItem: (ctx, { params, body }) => items.changeServiceItem(ctx, params.id, body),
    closeServiceItem: (ctx, { params, body }) => items.closeServiceItem(ctx, params.id, body),
  });
  // The classification stands before the sets: `/bases/:code` would answer for it.
  const { listClassificationDesk, addClassification, renameClassification, closeClassification, ...ofSets } =
    baseOperations;
  mount(
    router,
    app,
    { listClassificationDesk, addClassification, renameClassification, closeClassification },
    {
      listClassificationDesk: (ctx) => classification.listClassificationDesk(ctx),
      addClassification: (ctx, { body }) => classification.addClassification(ctx, body),
      renameClassification: (ctx, { params, body }) => classification.renameClassification(ctx, params.code, body),
      closeClassification: (ctx, { params, body }) => classification.closeClassification(ctx, params.code, body),
    },
  );
  mount(router, app, ofSets, {
    listResourceSets: (ctx, { query }) => sets.listResourceSets(ctx, query),
    showResourceSet: (ctx, { params }) => sets.showResourceSet(ctx, params.code),
    openResourceSet: (ctx, { body }) => sets.openResourceSet(ctx, body),
    closeResourceSet: (ctx, { params, body }) => sets.closeResourceSet(ctx, params.code, body),
    appointTopicLead: (ctx, { params, body }) => sets.appointTopicLead(ctx, params.code, body),
    endTopicLead: (ctx, { params, body }) => sets.endTopicLead(ctx, params.code, body),
    addSetMember: (ctx, { params, body }) => sets.addSetMember(ctx, params.code, body),
    removeSetMember: (ctx, { params, body }) => sets.removeSetMember(ctx, params.code, body),
    placeSetEntry: (ctx, { params, body }) => sets.placeSetEntry(ctx, params.code, body),
    decideSetEntry: (ctx, { params, body }) => sets.decideSetEntry(ctx, params.id, body),
    removeSetEntry: (ctx, { params, body }) => sets.removeSetEntry(ctx, params.id, body),
  });
}
