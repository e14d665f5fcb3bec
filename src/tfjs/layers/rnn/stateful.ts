import type * as tf from '@tensorflow/tfjs-core';

/** A tfjs layer of ours that goes on from the batch before. */
export interface StatefulLayer {
  /** Forgets what it went on from, and frees it. */
  freeStates(): void;
}

/** One that keeps the states itself, where others have layers in them that do. */
export interface RememberingLayer extends StatefulLayer {
  /** What it goes on from: its own tensors, not copies; those that are put in are copied. */
  memory: readonly tf.Tensor[] | undefined;
}

export const isStateful = (layer: object): layer is StatefulLayer => 'freeStates' in layer;

export const isRemembering = (layer: object): layer is RememberingLayer => 'memory' in layer;
