/** Every use-case by room, in one object: what the pages are given through the router's context. */
import * as audit from '#api/audit/service.ts';
import * as law from '#api/law/service.ts';
import * as calendar from '#api/organizations/calendar.ts';
import * as organizations from '#api/organizations/service.ts';
import * as overview from '#api/overview/service.ts';
import * as people from '#api/people/service.ts';
import * as search from '#api/search/service.ts';

export const services = { audit, calendar, law, organizations, overview, people, search } as const;
export type Services = typeof services;
