// A model as a program in the package's own API.
import { heldLayers, type HeldThere } from '../graph/held-layers.js';
import type { AnyLayer } from '../graph/layer.js';
import type { GraphLayer } from '../graph/layer-graph.js';
import { isModel, type AnyModel } from '../graph/model.js';
import { partByRole } from '../graph/roles.js';
import { isOperation } from '../ops/is-operation.js';
import type { AnyTensor, Source } from '../graph/symbolic-tensor.js';
import {
  call,
  chain,
  list,
  namesIn,
  object,
  valueOf,
  word,
  type Expression,
  type Link,
} from './expressions.js';
import { factoryOf, layerArguments } from './layer-calls.js';
import { isList, keyed, modelsIn, saidNames, type SaidNames } from './layer-names.js';
import { variables } from './names.js';
import { operationCall } from './operation-calls.js';
import { constant, importOf, type Target } from './statements.js';

/** How many calls stand in one chain at most: longer ones are hard to read, and for the compiler. */
const longest = 12;

/** A layer where it stands: with what it holds. */
interface Placed {
  readonly layer: AnyLayer;
  readonly name: string;
  readonly held: readonly HeldThere[];
}

/** What writes the statements of a program. */
class Program {
  readonly statements: string[] = [];
  /** What of the package is named. */
  readonly imported = new Set<string>();
  private readonly variables = variables();
  /** The variables of layers that are called twice, and of models. */
  private readonly declared = new Map<AnyLayer, string>();
  private readonly names: SaidNames;
  private readonly uses: ReadonlyMap<AnyLayer, number>;

  constructor(private readonly whole: AnyModel) {
    this.names = saidNames(whole);
    this.uses = usesOf(whole);
  }

  private say(target: Target, value: Expression, exported = false): void {
    for (const name of namesIn(value)) if (!this.variables.has(name)) this.imported.add(name);
    this.statements.push(constant(target, value, exported));
  }

  /** Declares a model; gives its variable. */
  model(of: AnyModel, exported = false): string {
    const before = this.declared.get(of);
    if (before !== undefined) return before;
    // the outermost one has the first choice of a name
    const own = exported ? this.variables.fresh(of.name) : undefined;
    for (const { layer, name, shapes } of of.graph.layers)
      this.declare({ layer, name, held: heldBy(layer, shapes) });
    const said =
      of === this.whole ? (of.name === of.spec.baseName ? undefined : of.name) : this.names.ofLayer(of);
    const options = said === undefined ? [] : [valueOf({ name: said })];
    const made =
      isList(of) && !of.graph.layers.some(({ layer }) => isOperation(layer))
        ? this.list(of, said)
        : isChain(of) && of.graph.calls.every(({ layer }) => !this.declared.has(layer) || isModel(layer))
          ? this.chain(of, options)
          : this.graph(of, said);
    const variable = own ?? this.variables.fresh(said ?? of.name);
    this.declared.set(of, variable);
    this.say(variable, made, exported);
    if (!of.trainable) this.statements.push(`${variable}.trainable = false;`);
    return variable;
  }

  /** Declares what must have a variable: models, and layers that stand in several places. */
  private declare(placed: Placed): void {
    const { layer, name, held } = placed;
    if (isModel(layer)) return void this.model(layer);
    // it has nothing to share
    if (isOperation(layer)) return;
    for (const each of held)
      this.declare({ layer: each.layer, name: each.name, held: heldBy(each.layer, [each.shapes, plain]) });
    if (this.uses.get(layer)! < 2 || this.declared.has(layer)) return;
    const made = this.made(placed);
    const variable = this.variables.fresh(name);
    this.declared.set(layer, variable);
    this.say(variable, made);
  }

  /** The layer as a value: its variable, or the call that makes it. */
  private layer(placed: Placed): Expression {
    const variable = this.declared.get(placed.layer);
    return variable === undefined ? this.made(placed) : word(variable);
  }

  private made(placed: Placed): Expression {
    return call(`layers.${placed.layer.origin!.factory}`, ...this.argumentsOf(placed));
  }

  private argumentsOf({ layer, name, held }: Placed): readonly Expression[] {
    const said = this.names.ofLayer(layer);
    const own = { ...(said !== undefined && { name: said }), ...(!layer.trainable && { trainable: false }) };
    factoryOf(layer.origin!.factory);
    return layerArguments(name, layer.origin!, own, (inner) => {
      const there = held.find(({ given }) => given === inner);
      const found = there?.layer ?? inner;
      return this.layer({ layer: found, name, held: heldBy(found, [there?.shapes ?? [], plain]) });
    });
  }

  private placed(of: AnyModel, layer: AnyLayer): Placed {
    const { name, shapes } = of.graph.layers.find((each) => each.layer === layer)!;
    return { layer, name, held: heldBy(layer, shapes) };
  }

  private list(of: AnyModel, name: string | undefined): Expression {
    const { inputs, calls } = of.graph;
    const { shape, dtype } = inputs[0]!.tensor;
    const options = { name, ...(dtype !== 'float32' && { dtype }) };
    return call(
      'sequential',
      valueOf(shape.slice(1)),
      list(calls.map(({ layer }) => this.layer(this.placed(of, layer)))),
      ...(name === undefined && dtype === 'float32' ? [] : [valueOf(options)]),
    );
  }

  private input(of: AnyModel, at: number): Expression {
    const { shape, dtype } = of.graph.inputs[at]!.tensor;
    const name = keyed(of) ? undefined : this.names.ofInput(of, at);
    const options = { ...(name !== undefined && { name }), ...(dtype !== 'float32' && { dtype }) };
    return call(
      'input',
      valueOf(shape.slice(1)),
      ...(Object.keys(options).length > 0 ? [valueOf(options)] : []),
    );
  }

  /** A link of a chain, for a call on one tensor. */
  private link(of: AnyModel, layer: AnyLayer): Link {
    const variable = this.declared.get(layer);
    if (variable !== undefined) return { method: 'apply', args: [word(variable)] };
    return { method: layer.origin!.factory, args: this.argumentsOf(this.placed(of, layer)) };
  }

  private chain(of: AnyModel, options: readonly Expression[]): Expression {
    let start = this.input(of, 0);
    let links: Link[] = [];
    for (const { layer } of of.graph.calls) {
      if (links.length === longest) {
        const variable = this.variables.fresh(this.placed(of, layer).name);
        this.say(variable, chain(start, links));
        [start, links] = [word(variable), []];
      }
      links.push(this.link(of, layer));
    }
    return chain(start, [...links, { method: 'toModel', args: options }]);
  }

  private graph(of: AnyModel, name: string | undefined): Expression {
    const { inputs, outputs, calls } = of.graph;
    const uses = new Map<AnyTensor, number>();
    for (const tensor of [...calls.flatMap((each) => each.inputs), ...outputs])
      uses.set(tensor, (uses.get(tensor) ?? 0) + 1);
    const tensors = new Map<AnyTensor, Expression>();
    inputs.forEach((each, i) => {
      const variable = this.variables.fresh(each.name);
      this.say(variable, this.input(of, i));
      tensors.set(each.tensor, word(variable));
    });
    /** Whether a tensor is only what a chain goes on from. */
    const goesOn = (tensor: AnyTensor) => {
      const next = calls.find((each) => each.inputs.includes(tensor));
      return uses.get(tensor) === 1 && next !== undefined && !outputs.includes(tensor) && isLink(next);
    };
    const isLink = (source: Source) => isPlainCall(source) && !this.declared.has(source.layer);
    for (const source of calls) {
      const placed = this.placed(of, source.layer);
      const given = (tensor: AnyTensor) => tensors.get(tensor)!;
      const made = isLink(source)
        ? chained(given(source.inputs[0]!), this.link(of, source.layer))
        : (this.operation(source, given) ?? this.called(placed, source, given));
      const [first] = source.outputs;
      const isShort = made.is !== 'chain' || made.links.length < longest;
      if (
        source.outputs.length === 1 &&
        !outputsByName(source.layer) &&
        isShort &&
        isLink(source) &&
        goesOn(first!)
      ) {
        tensors.set(first!, made);
        continue;
      }
      const names = outputNames(placed, source).map((name) => this.variables.fresh(name));
      source.outputs.forEach((tensor, i) => tensors.set(tensor, word(names[i]!)));
      this.say(
        targetOf(source.layer, names, (at) => uses.has(source.outputs[at]!)),
        made,
      );
    }
    const ends = (all: readonly AnyTensor[], keys: readonly string[] | undefined, listed: boolean) =>
      arranged(
        all.map((tensor) => tensors.get(tensor)!),
        keys,
        listed,
      );
    return call(
      'model',
      object([
        [
          'inputs',
          ends(
            inputs.map(({ tensor }) => tensor),
            of.inputNames,
            of.inputsListed,
          ),
        ],
        ['outputs', ends(outputs, of.outputNames, of.outputsListed)],
        ...(name === undefined ? [] : [['name', valueOf(name)] as const]),
      ]),
    );
  }

  /** An operation on its tensors; called once more, it is another one, under a name of its own. */
  private operation(
    { layer, inputs, node }: Source,
    given: (tensor: AnyTensor) => Expression,
  ): Expression | undefined {
    const name = node === 0 ? this.names.ofLayer(layer) : undefined;
    return operationCall(layer, name, (place) => given(inputs[place]!));
  }

  /** A call that is no link of a chain: of a shared layer, a model, on several tensors, or with tensors by role. */
  private called(
    placed: Placed,
    { layer, inputs, roles, options }: Source,
    given: (tensor: AnyTensor) => Expression,
  ) {
    const { own, byRole } = partByRole(inputs, roles);
    const tensors = own.map(given);
    const further = object([
      ...Object.entries(byRole).map(
        ([role, all]) => [role, all!.length === 1 ? given(all![0]!) : list(all!.map(given))] as const,
      ),
      ...Object.entries(options).map(([key, value]) => [key, valueOf(value)] as const),
    ]);
    const rest = further.is === 'object' && further.members.length > 0 ? [further] : [];
    if (isModel(layer))
      return call(this.layer(placed), arranged(tensors, layer.inputNames, layer.inputsListed));
    const { merges: isMerge = false, declaration } = factoryOf(layer.origin!.factory);
    // with arguments of its own a merge is made first: hashedCrossing(100)([a, b])
    const isDirect = isMerge && Object.keys(declaration.takes).length === 0;
    if (isDirect && !this.declared.has(layer))
      return call(`layers.${layer.origin!.factory}`, list(tensors), ...this.argumentsOf(placed));
    const merges = isMerge || tensors.length > 1;
    return call(this.layer(placed), merges ? list(tensors) : tensors[0]!, ...rest);
  }
}

const plain = { roles: {}, options: {} };

const heldBy = (layer: AnyLayer, shapes: GraphLayer['shapes']): readonly HeldThere[] =>
  isModel(layer) ? [] : heldLayers(layer, ...shapes);

/** How often each layer is called, or held by another, in all models together. */
const usesOf = (whole: AnyModel): ReadonlyMap<AnyLayer, number> => {
  const uses = new Map<AnyLayer, number>();
  const use = (layer: AnyLayer, shapes: GraphLayer['shapes']): void => {
    uses.set(layer, (uses.get(layer) ?? 0) + 1);
    if (uses.get(layer)! > 1) return;
    for (const held of heldBy(layer, shapes)) use(held.layer, [held.shapes, plain]);
  };
  for (const { graph } of modelsIn(whole))
    for (const { layer, shapes, calls } of graph.layers) calls.forEach(() => use(layer, shapes));
  return uses;
};

/** Whether a call is of one tensor, and nothing else. */
const isPlainCall = ({ layer, inputs, roles, options, outputs }: Source): boolean =>
  !isModel(layer) &&
  !isOperation(layer) &&
  inputs.length === 1 &&
  outputs.length === 1 &&
  roles.length === 0 &&
  Object.keys(options).length === 0 &&
  factoryOf(layer.origin!.factory).merges !== true;

/** Whether a model is one call after the other, from one tensor to one. */
const isChain = (of: AnyModel): boolean => {
  const { graph, inputNames, outputNames } = of;
  const layers = graph.calls.map(({ layer }) => layer);
  return (
    !inputNames &&
    !outputNames &&
    new Set(layers).size === layers.length &&
    graph.calls.every(
      (source, i) =>
        source.inputs.length === 1 &&
        source.inputs[0] === (i === 0 ? graph.inputs[0]!.tensor : graph.calls[i - 1]!.outputs[0]) &&
        (isModel(source.layer) ? !source.layer.inputNames && !source.layer.outputNames : isPlainCall(source)),
    ) &&
    graph.outputs[0] === (graph.calls.at(-1)?.outputs[0] ?? graph.inputs[0]!.tensor)
  );
};

const outputsByName = (layer: AnyLayer) => isModel(layer) && layer.outputNames !== undefined;

/** What the outputs of a call are called: as their layer, by their keys, or by their places. */
const outputNames = ({ layer, name }: Placed, { outputs }: Source): readonly string[] => {
  if (outputs.length === 1) return [name];
  const keys = isModel(layer) && !layer.outputsListed ? layer.outputNames : undefined;
  return outputs.map((_, i) => `${name}_${keys?.[i] ?? i}`);
};

/** What they are declared as, as many of them as are used. */
const targetOf = (layer: AnyLayer, names: readonly string[], isUsed: (at: number) => boolean): Target => {
  const keys = isModel(layer) && !layer.outputsListed ? layer.outputNames : undefined;
  if (keys) return { byKey: keys.flatMap((key, i) => (isUsed(i) ? [[key, names[i]!] as const] : [])) };
  // a part by itself stands in a list as well
  const isListed = isOperation(layer) && /^(Split|Unstack)$/.test(layer.spec.className);
  if (names.length === 1 && !outputsByName(layer) && !isListed) return names[0]!;
  const used = names.map((name, i) => (isUsed(i) ? name : ''));
  return { list: used.slice(0, used.findLastIndex((name) => name !== '') + 1) };
};

const arranged = (
  all: readonly Expression[],
  keys: readonly string[] | undefined,
  listed: boolean,
): Expression => {
  if (listed) return list(all);
  return keys ? object(keys.map((key, i) => [key, all[i]!] as const)) : all[0]!;
};

const chained = (start: Expression, link: Link): Expression =>
  start.is === 'chain' ? chain(start.start, [...start.links, link]) : chain(start, [link]);

/**
 * A model as a program in this package's own API: a list of layers, a chain, or a graph, with nested models and shared layers,
 * each layer with exactly the options that are not its defaults. It makes a model of the same layers, names and parameters;
 * the weights are not in it.
 *
 * @throws FileError for a layer of one's own, and where an option is a function: a program cannot say what they are.
 * @example console.log(programOf(sequential([784], [dense(10)])));
 */
export const programOf = (model: AnyModel): string => {
  const program = new Program(model);
  program.model(model, true);
  return `${importOf([...program.imported], 'shapewright')}\n\n${program.statements.join('\n')}\n`;
};
