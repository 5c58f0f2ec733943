/** Every detector of Article 27. A room whose facts matter adds its own here. */
import { catalogueDetectors } from './facts/catalogue-facts.ts';
import type { Detector } from './facts/fact.ts';
import { licenceDetectors } from './facts/licence-facts-store.ts';
import { openDetectors } from './facts/open-facts-store.ts';
import { otherDetectors } from './facts/other-rooms.ts';
import { sharingDetectors } from './facts/sharing-facts-store.ts';

export const detectors: readonly Detector[] = [
  ...sharingDetectors,
  ...openDetectors,
  ...licenceDetectors,
  ...catalogueDetectors,
  ...otherDetectors,
];
