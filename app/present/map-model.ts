/** A map as shapes and words: what the server draws, the browser moves, and a table repeats. */
import type { Figures } from './chart-model.ts';

export interface City {
  readonly code: string;
  readonly name: string;
  /** Outline in pixels of the picture. */
  readonly path: string;
  /** Where its name stands. */
  readonly x: number;
  readonly y: number;
  /** What is said of it; null where there is no figure. */
  readonly value: string | null;
  /** Class of its figure, from 0; null without. */
  readonly step: number | null;
}

export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly name: string;
}

export interface Shape {
  readonly path: string;
  readonly line: boolean;
  readonly name: string;
}

export interface MapModel {
  readonly kind: 'regions' | 'places' | 'density';
  readonly title: string;
  readonly finding: string;
  readonly notes: readonly string[];
  readonly source: string;
  readonly width: number;
  readonly height: number;
  readonly cities: readonly City[];
  readonly marks: readonly Mark[];
  readonly shapes: readonly Shape[];
  readonly legend: readonly { readonly step: number; readonly text: string }[];
  readonly figures: Figures;
}

export interface MapTheme {
  readonly land: string;
  readonly line: string;
  readonly ink: string;
  readonly halo: string;
  readonly mark: string;
  /** Lowest to highest; the text that reads on each. */
  readonly steps: readonly (readonly [fill: string, text: string])[];
}

export const lightMap: MapTheme = {
  land: '#f2f0e9',
  line: '#8d8a7d',
  ink: '#17202a',
  halo: '#ffffff',
  mark: '#123f73',
  steps: [
    ['#e3ecf5', '#17202a'],
    ['#b9cfe6', '#17202a'],
    ['#86abd0', '#17202a'],
    ['#3f70a6', '#ffffff'],
    ['#123f73', '#ffffff'],
  ],
};
export const darkMap: MapTheme = {
  land: '#26323f',
  line: '#8a94a0',
  ink: '#f1efe8',
  halo: '#17202a',
  mark: '#f0b06a',
  steps: [
    ['#26405c', '#ffffff'],
    ['#345f8c', '#ffffff'],
    ['#5d8fc2', '#101820'],
    ['#8fb8e8', '#101820'],
    ['#c9dff7', '#101820'],
  ],
};
