/** A tfjs layer of ours that goes on from the batch before. */
export interface StatefulLayer {
  /** Forgets what it went on from, and frees it. */
  freeStates(): void;
}

export const isStateful = (layer: object): layer is StatefulLayer => 'freeStates' in layer;
