/** How much is measured. */
export interface Size {
  readonly light: Turns;
  readonly heavy: Turns;
  /** Starts of each app: so many for the time, and so many for the memory. */
  readonly starts: { readonly rounds: number; readonly resting: number };
  /** Loadings of each document. */
  readonly loadings: number;
  /** Conversations in a row. */
  readonly conversations: number;
  /** Messages at once, a tenth as many customers. */
  readonly flood: number;
}
interface Turns {
  readonly rounds: number;
  readonly batch: number;
  readonly warmUp: number;
}

export const FULL: Size = {
  light: { rounds: 21, batch: 100, warmUp: 600 },
  heavy: { rounds: 21, batch: 30, warmUp: 200 },
  starts: { rounds: 60, resting: 7 },
  loadings: 17,
  conversations: 10_000,
  flood: 10_000,
};

/** For a look while developing; its figures are no figures. */
export const QUICK: Size = {
  light: { rounds: 5, batch: 40, warmUp: 300 },
  heavy: { rounds: 5, batch: 20, warmUp: 60 },
  starts: { rounds: 3, resting: 1 },
  loadings: 3,
  conversations: 1_000,
  flood: 1_000,
};
