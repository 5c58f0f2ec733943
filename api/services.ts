/** Every use-case by room, in one object: what the pages are given through the router's context. */
import * as organizations from '#api/organizations/service.ts';
import * as people from '#api/people/service.ts';

export const services = { organizations, people } as const;
export type Services = typeof services;
