// Every operation of keras.ops that is here, by its class.
import type { OperationDefinition } from './definition.js';
import { elementwise } from './elementwise.js';
import { movements } from './movements.js';
import { products } from './products.js';
import { reductions } from './reductions.js';
import { subscripts } from './subscript.js';

const operations: Readonly<Record<string, OperationDefinition>> = {
  ...elementwise,
  ...movements,
  ...products,
  ...reductions,
  ...subscripts,
};

/** An operation by the name of its class in Keras: `GetItem`; undefined where it is not here. */
export const operationCalled = (className: string): OperationDefinition | undefined =>
  Object.hasOwn(operations, className) ? operations[className] : undefined;
