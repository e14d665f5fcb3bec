// The calls of a functional model, made one after the other as their tensors come to be there.
import { isSymbolicTensor, type AnyTensor } from '../../graph/symbolic-tensor.js';
import { FileError } from '../file-error.js';
import { isRef, refsIn, type Argument, type NodeCall, type TensorRef } from './call-arguments.js';
import type { Given, GivenCall } from './call-layer.js';
import { atPlace, placeOfLayer } from './layer-from-config.js';

/** The calls of one layer or operation, and how each is made. */
export interface Calls {
  readonly className: string;
  /** Of a model, whether it is a list of layers. */
  readonly isList: boolean | undefined;
  /** Whether it is an operation between layers. */
  readonly isOperation: boolean;
  /** Whether a mask begins with it. */
  readonly beginsMask: boolean;
  /** Its outputs: tensors, or values that are known as the model is read. */
  readonly apply: (call: GivenCall) => readonly Given[];
  readonly calls: readonly NodeCall[];
}

/** The masks that Keras hands from layer to layer; since version 3 its files tell of them, as of operations. */
const handedOn = /^(mask|query_mask|value_mask|key_mask)$/;

/** The calls between a model's inputs and outputs. */
export class FunctionalGraph {
  private readonly tensors = new Map<string, readonly Given[]>();
  private readonly nodes = new Map<string, Calls>();
  private readonly names = new Set<string>();

  constructor(private readonly where: string) {}

  addInput(name: string, tensor: AnyTensor): void {
    this.checkNew(name);
    this.tensors.set(`${name}/0`, [tensor]);
  }

  addCalls(name: string, calls: Calls): void {
    this.checkNew(name);
    this.nodes.set(name, calls);
  }

  private checkNew(name: string): void {
    if (this.names.has(name))
      throw new FileError(
        'not-a-model',
        `'${this.where}' is damaged: two layers of one model are called '${name.slice(0, 60)}'`,
      );
    this.names.add(name);
  }

  /** Makes every call that the outputs hang on, each once the tensors are there that it is on. */
  callAll(outputs: readonly TensorRef[]): void {
    type Waiting = { readonly key: string; missing: number };
    const waiting = new Map<string, Waiting[]>();
    const ready: string[] = [];
    const needed = this.neededBy(outputs);
    for (const [key, inputs] of needed) {
      const missing = inputs.filter((input) => !this.tensors.has(input));
      if (missing.length === 0) ready.push(key);
      const own = { key, missing: missing.length };
      for (const input of missing) waiting.set(input, [...(waiting.get(input) ?? []), own]);
    }
    for (let at = 0; at < ready.length; at++) {
      const key = ready[at]!;
      this.tensors.set(key, this.call(key));
      for (const each of waiting.get(key) ?? []) if (--each.missing === 0) ready.push(each.key);
    }
    const left = [...needed.keys()].find((key) => !this.tensors.has(key));
    if (left !== undefined)
      throw new FileError(
        'not-a-model',
        `'${this.where}' is damaged: the calls of its layers go round in a circle, at '${nameIn(left).slice(0, 60)}'`,
      );
  }

  /** The calls that some tensors hang on, each with those that it hangs on itself; masks are left out. */
  private neededBy(outputs: readonly TensorRef[]): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, readonly string[]>();
    const open = outputs.map((ref) => this.keyOf(ref));
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (found.has(key) || this.tensors.has(key)) continue;
      const inputs = [...new Set(this.inputsOf(key).map((ref) => this.keyOf(ref)))];
      found.set(key, inputs);
      open.push(...inputs);
    }
    // in the file's order, which is that of unnamed layers
    const inOrder = [...this.nodes].flatMap(([name, { calls }]) => calls.map((_, i) => `${name}/${i}`));
    return new Map(inOrder.flatMap((key) => (found.has(key) ? [[key, found.get(key)!] as const] : [])));
  }

  private nodeOf(key: string): readonly [Calls, NodeCall] {
    const node = this.nodes.get(nameIn(key));
    const call = node?.calls[Number(key.slice(key.lastIndexOf('/') + 1))];
    if (!node || !call)
      throw new FileError(
        'not-a-model',
        `'${this.where}' is damaged: a layer is called on what '${nameIn(key).slice(0, 60)}' gives, which is not called so often`,
      );
    return [node, call];
  }

  /** The tensors that a call is on. */
  private inputsOf(key: string): readonly TensorRef[] {
    const [, { args, kwargs }] = this.nodeOf(key);
    const named = Object.entries(kwargs).filter(([, each]) => !this.isComputed(each));
    return [
      ...args.flatMap(refsIn),
      ...named.flatMap(([, each]) => refsIn(each)),
      ...Object.entries(kwargs).flatMap(([name, each]) =>
        this.isComputed(each) && !handedOn.test(name) ? refsIn(each) : [],
      ),
    ];
  }

  /** Whether an argument is what an operation gives. */
  private isComputed(given: Argument): boolean {
    return isRef(given) && (this.nodes.get(given.layer)?.isOperation ?? false);
  }

  private call(key: string): readonly Given[] {
    const [{ className, apply }, { args, kwargs }] = this.nodeOf(key);
    try {
      const named = Object.entries(kwargs).filter(([name, each]) => {
        if (!handedOn.test(name) || !this.isComputed(each)) return true;
        this.checkMask(each as TensorRef);
        return false;
      });
      return apply({
        args: args.map((each) => this.given(each)),
        kwargs: Object.fromEntries(named.map(([name, each]) => [name, this.given(each)])),
      });
    } catch (cause) {
      throw atPlace(this.where, placeOfLayer(nameIn(key), className), cause);
    }
  }

  /** Holds a mask to those that layers hand on by themselves: they come from what an embedding or a masking is called on. */
  private checkMask(mask: TensorRef): void {
    const begun = new Set<string>();
    for (const { beginsMask, calls } of this.nodes.values())
      if (beginsMask)
        for (const { args } of calls) for (const ref of args.flatMap(refsIn)) begun.add(this.keyOf(ref));
    const seen = new Set<string>();
    const open = [this.keyOf(mask)];
    let compared = 0;
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      if (seen.has(key) || !this.nodes.get(nameIn(key))?.isOperation) continue;
      seen.add(key);
      const [{ className }, { args }] = this.nodeOf(key);
      const inputs = args.flatMap(refsIn).map((ref) => this.keyOf(ref));
      if (className === 'NotEqual') {
        compared++;
        if (!inputs.every((input) => begun.has(input))) compared = -Infinity;
      } else open.push(...inputs);
    }
    if (!(compared > 0))
      throw new TypeError(
        'it is called with a mask of its own, where masks begin with masking() or an embedding of maskZero',
      );
  }

  private given(argument: Argument): Given {
    if (isRef(argument)) return this.output(argument);
    if (Array.isArray(argument)) return (argument as readonly Argument[]).map((each) => this.given(each));
    if ('byName' in argument)
      return {
        byName: Object.fromEntries(
          Object.entries(argument.byName).map(([key, each]) => [key, this.given(each)]),
        ),
      };
    return argument as { readonly value: unknown };
  }

  /** The call that a tensor comes from: `dense/0`. */
  private keyOf({ layer, call, fromOne }: TensorRef): string {
    if (!this.names.has(layer))
      throw new FileError(
        'not-a-model',
        `'${this.where}' is damaged: a layer is called on what '${layer.slice(0, 60)}' gives, which is not there`,
      );
    const node = this.nodes.get(layer);
    const isCounted =
      node?.isList !== undefined && (fromOne === 'all' || (fromOne === 'graphs' && !node.isList));
    return `${layer}/${isCounted && call > 0 ? call - 1 : call}`;
  }

  /** A tensor by the call that made it. */
  tensor(ref: TensorRef): AnyTensor {
    const found = this.output(ref);
    if (!isSymbolicTensor(found))
      throw new FileError(
        'not-a-model',
        `'${this.where}': an output of its model, '${ref.layer.slice(0, 60)}', is a size and no tensor, which no model has here`,
      );
    return found;
  }

  /** What a call gave: a tensor, or a value that is known as the model is read. */
  private output(ref: TensorRef): Given {
    const found = this.tensors.get(this.keyOf(ref))?.[ref.output];
    if (found === undefined)
      throw new FileError(
        'not-a-model',
        `'${this.where}' is damaged: there is no output ${ref.output} of call ${ref.call} of '${ref.layer.slice(0, 60)}'`,
      );
    return found;
  }
}

/** The layer in a call's key. */
const nameIn = (key: string): string => key.slice(0, key.lastIndexOf('/'));
