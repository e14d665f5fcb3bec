// Random graphs of every kind that can be built: nested, shared, several inputs and outputs, frozen, named or not.
import type { AnyLayer } from '../../src/graph/layer.js';
import { isModel, type AnyModel } from '../../src/graph/model.js';
import { input, layers, model, sequential } from '../../src/index.js';
import { randomStream } from '../../src/tfjs/random.js';

/** A symbolic tensor whose layers are called without types. */
interface Loose {
  readonly shape: readonly (number | null)[];
  readonly dtype: string;
}
type Call = (x: unknown) => unknown;
type Make = (...args: readonly unknown[]) => AnyLayer & Call;

const catalogue = layers as unknown as Readonly<Record<string, Make>>;
const start = input as unknown as (shape: readonly number[], options?: object) => Loose;
const list = sequential as unknown as (
  shape: readonly number[],
  layers: readonly AnyLayer[],
  options?: object,
) => AnyModel;
const graph = model as unknown as (config: object) => AnyModel;

/** Values as a model takes them: one alone, a list, or by name. */
export const together = (
  values: readonly unknown[],
  names: readonly string[] | undefined,
  listed: boolean,
): unknown => {
  if (listed) return values;
  return names ? Object.fromEntries(names.map((name, i) => [name, values[i]])) : values[0];
};

/** What a random model is made with. */
class Builder {
  private readonly draw: () => number;
  /** Layers that were made, with the shapes that they were called on, to be called again: in other models too. */
  private readonly made: { readonly layer: AnyLayer & Call; readonly on: string }[] = [];
  private readonly models: AnyModel[] = [];

  constructor(seed: number) {
    this.draw = randomStream(seed);
  }

  below(n: number): number {
    return Math.floor(this.draw() * n);
  }
  chance(p: number): boolean {
    return this.draw() < p;
  }
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** Options that every layer has: a name that other models may use too, and whether it is frozen. */
  common(taken: Set<string>): object {
    const name = this.pick(['a', 'dense', 'dense_1', 'left', 'functional', 'B.2-c', 'input_layer_1']);
    const named = this.chance(0.3) && !taken.has(name);
    if (named) taken.add(name);
    return { ...(named && { name }), ...(this.chance(0.2) && { trainable: false }) };
  }

  /** A layer that fits a tensor. */
  layerFor(x: Loose, taken: Set<string>): AnyLayer & Call {
    const own = this.common(taken);
    const { dense, activation, dropout, batchNormalization, layerNormalization, reLU, rescaling } = catalogue;
    const rank = x.shape.length;
    const kernel = {
      activation: this.pick(['relu', 'tanh', 'linear', 'silu']),
      useBias: this.chance(0.7),
      kernelRegularizer: this.pick([undefined, 'l2']),
      kernelInitializer: this.pick(['glorotUniform', 'heNormal', 'ones', 'zeros']),
    };
    const any = [
      () => dense!(1 + this.below(4), { ...kernel, ...own }),
      () => activation!(this.pick(['relu', 'sigmoid', 'softmax']), own),
      () => dropout!(0.3, this.chance(0.5) ? { seed: 3, ...own } : own),
      () => batchNormalization!({ momentum: 0.9, scale: this.chance(0.5), ...own }),
      () => layerNormalization!({ center: this.chance(0.5), ...own }),
      () => reLU!({ negativeSlope: 0.1, ...(this.chance(0.3) && { maxValue: 2 }), ...own }),
      () => rescaling!(-0.5, { offset: 0.25, ...own }),
    ];
    const images = [
      () => catalogue['conv2d']!(2, [1, 2], { padding: 'same', strides: 1, ...kernel, ...own }),
      () => catalogue['conv2dTranspose']!(2, 2, { padding: 'same', ...own }),
      () => catalogue['maxPooling2d']!(2, { padding: 'same', ...own }),
      () => catalogue['upSampling2d']!(1, { interpolation: 'bilinear', ...own }),
      () => catalogue['globalMaxPooling2d']!({ keepdims: this.chance(0.5), ...own }),
      () => catalogue['flatten']!(own),
    ];
    const steps = [
      () => catalogue['globalAveragePooling1d']!(own),
      () => catalogue['flatten']!(own),
      () => catalogue['reshape']!([-1], own),
    ];
    return this.pick([...any, ...(rank === 4 ? images : []), ...(rank === 3 ? steps : [])])();
  }

  /** Anything as a vector of a length. */
  vector(x: Loose, length: number): Loose {
    const flat = x.shape.length > 2 ? (catalogue['flatten']!()(x) as Loose) : x;
    return flat.shape[1] === length ? flat : (catalogue['dense']!(length)(flat) as Loose);
  }

  /** A model of vectors, or of anything; `depth` more may stand in it. */
  graph(depth: number, outermost = false): AnyModel {
    if (this.chance(0.25)) return this.list(depth);
    const taken = new Set<string>();
    const kinds = outermost ? [[4], [3, 4], [4, 4, 2], [5]] : [[3], [4]];
    const inputs = Array.from({ length: 1 + this.below(3) }, (_, i) => {
      const integers = outermost && this.chance(0.2);
      const x = start(integers ? [5] : this.pick(kinds), {
        ...(this.chance(0.3) && { name: `in_${i}` }),
        ...(integers && { dtype: 'int32' }),
      });
      return x;
    });
    const pool: Loose[] = inputs.map((x) =>
      x.dtype === 'int32'
        ? (catalogue['embedding']!(7, 3, { maskZero: this.chance(0.3), ...this.common(taken) })(x) as Loose)
        : x,
    );
    for (let i = 1 + this.below(7); i > 0; i--) pool.push(...this.step(pool, depth, taken));
    // what is not used otherwise is joined, so that each input leads somewhere
    const all = pool.slice(0, inputs.length).map((x) => this.vector(x, 2));
    const last = this.vector(pool.at(-1)!, 2);
    pool.push(catalogue['concatenate']!(this.common(taken))([...all, last]) as Loose);
    const outputs = Array.from({ length: 1 + this.below(3) }, (_, i) =>
      i === 0 ? pool.at(-1)! : this.pick(pool.slice(inputs.length)),
    );
    const keyed = (tensors: readonly Loose[], prefix: string) => {
      if (tensors.length === 1 && this.chance(0.7)) return tensors[0]!;
      if (this.chance(0.3)) return tensors;
      return Object.fromEntries(tensors.map((x, i) => [`${prefix}${i}`, x]));
    };
    const made = graph({
      inputs: keyed(inputs, this.pick(['x', 'in_'])),
      outputs: keyed(outputs, this.pick(['y', 'x'])),
      ...(this.chance(0.3) && { name: this.pick(['functional', 'encoder', 'a', 'functional_1']) }),
    });
    if (this.chance(0.15)) made.trainable = false;
    this.models.push(made);
    return made;
  }

  list(depth: number): AnyModel {
    const taken = new Set<string>();
    const chain: AnyLayer[] = [];
    let x = start([4]);
    for (let i = this.below(5); i > 0; i--) {
      const layer =
        depth > 0 && this.chance(0.3) && x.shape[1] === 4 ? this.list(depth - 1) : this.layerFor(x, taken);
      try {
        const before = x.shape.join();
        x = (layer as AnyLayer & Call)(x) as Loose;
        chain.push(layer);
        // the same layer twice, where its weights fit
        if (this.chance(0.2) && x.shape.join() === before) chain.push(layer);
      } catch {
        continue;
      }
    }
    const distinct = new Set(chain.map((each) => each.givenName).filter((name) => name !== undefined));
    const named =
      new Set(chain).size - [...new Set(chain)].filter((each) => each.givenName === undefined).length;
    const usable = distinct.size === named ? chain : [];
    const made = list([4], usable, this.chance(0.3) ? { name: this.pick(['sequential', 'list']) } : {});
    this.models.push(made);
    return made;
  }

  /** The tensors of one more call: a layer, one that was called before, a merge, or a model. */
  step(pool: readonly Loose[], depth: number, taken: Set<string>): readonly Loose[] {
    const x = this.pick(pool);
    const kind = this.draw();
    if (kind < 0.2 && depth > 0) {
      const known = this.models.filter(
        ({ givenName, graph: { inputs } }) =>
          (givenName === undefined || !taken.has(givenName)) &&
          inputs.every(({ tensor }) => tensor.shape.length === 2 && tensor.dtype === 'float32'),
      );
      const inner = this.chance(0.4) && known.length > 0 ? this.pick(known) : this.graph(depth - 1);
      if (inner.givenName !== undefined && taken.has(inner.givenName)) return [];
      if (inner.givenName !== undefined) taken.add(inner.givenName);
      return Array.from({ length: this.chance(0.3) ? 2 : 1 }, () => this.callModel(inner, pool)).flat();
    }
    if (kind < 0.35) {
      const again = this.made.filter(
        ({ on, layer }) =>
          on === x.shape.join() && (layer.givenName === undefined || taken.has(layer.givenName)),
      );
      // a named one may stand in another model, where its name is taken by a layer of this one
      const unnamed = again.filter(({ layer }) => layer.givenName === undefined);
      return unnamed.length === 0 ? [] : [this.pick(unnamed).layer(x) as Loose];
    }
    if (kind < 0.5) {
      const like = pool.filter((other) => other.shape.join() === x.shape.join());
      return [catalogue[this.pick(['add', 'concatenate'])]!(this.common(taken))([x, ...like]) as Loose];
    }
    const layer = this.layerFor(x, taken);
    this.made.push({ layer, on: x.shape.join() });
    return [layer(x) as Loose];
  }

  callModel(inner: AnyModel, pool: readonly Loose[]): readonly Loose[] {
    const given = inner.graph.inputs.map(({ tensor }) =>
      this.vector(this.pick(pool), tensor.shape[1] as number),
    );
    const made = (inner as unknown as Call)(together(given, inner.inputNames, inner.inputsListed));
    return 'shape' in (made as object) ? [made as Loose] : (Object.values(made as object) as Loose[]);
  }
}

/** A random model of models; the same for the same seed. */
export const randomModel = (seed: number): AnyModel => new Builder(seed).graph(3, true);

/** Rows that fit a model's inputs, the same each time, as `predict` takes them. */
export const rowsFor = (of: AnyModel): unknown => {
  const draw = randomStream(9);
  const values = of.graph.inputs.map(({ tensor }) => {
    const shape = [3, ...tensor.shape.slice(1).map((dim) => (typeof dim === 'number' ? dim : 2))];
    const size = shape.reduce((product, dim) => product * dim, 1);
    const numbers =
      tensor.dtype === 'int32'
        ? Int32Array.from({ length: size }, () => Math.floor(draw() * 7))
        : Float32Array.from({ length: size }, () => draw() * 2 - 1);
    return { values: numbers, shape };
  });
  return together(values, of.inputNames, of.inputsListed);
};

/** All that can be seen of a graph, nested models opened. */
export const portrait = (of: AnyModel, seen: Map<AnyLayer, number> = new Map()): unknown => ({
  name: of.name,
  given: of.givenName,
  kind: of.spec.className,
  trainable: of.trainable,
  inputs: of.graph.inputs.map(({ name, tensor }) => [name, tensor.shape, tensor.dtype]),
  outputs: of.graph.outputs.map(({ shape }) => shape),
  inputNames: of.inputNames,
  outputNames: of.outputNames,
  listed: [of.inputsListed, of.outputsListed],
  layers: of.graph.layers.map(({ name, layer, calls }) => {
    const before = seen.get(layer);
    if (before === undefined) seen.set(layer, seen.size);
    return {
      name,
      same: before,
      given: layer.givenName,
      trainable: layer.trainable,
      calls: calls.map(({ inputs }) => inputs.map(({ shape }) => shape)),
      is: isModel(layer) ? portrait(layer, seen) : [layer.spec.className, layer.spec.config],
    };
  }),
  weights: of.weights,
});
