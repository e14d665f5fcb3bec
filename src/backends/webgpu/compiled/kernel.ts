// Shaders of planned steps: what they are made of, and their pipelines, made once for a device.
import { inCompute, type Card, type Device, type Layout, type Pipeline } from './card.js';

/**
 * A shader. For each operand x its code has `get_x(i)`, and `set_x(i, value)` where it is written; `sizes.n` are whole
 * numbers of the plan, `now.rate` numbers of the step.
 */
export interface Kernel {
  /** Tells it from all others. */
  readonly key: string;
  readonly operands: readonly string[];
  /** Those of the operands that it writes. */
  readonly writes: readonly string[];
  readonly sizes: readonly string[];
  /** The numbers of a step, all of them or none. */
  readonly numbers?: readonly string[] | undefined;
  /** Threads of a workgroup, along x and y. */
  readonly threads: readonly [x: number, y: number];
  /** Functions, and what a workgroup shares. */
  readonly shared?: string;
  /** The body of `main`, which knows `group`, `groups`, and `local`. */
  readonly code: string;
}

/** Which operands lie in the plan's room; the others have buffers of their own. */
export type InRoom = readonly boolean[];

/** What a shader's bindings are, in their order. */
export interface Binding {
  readonly type: 'uniform' | 'storage' | 'read-only-storage';
  readonly of: 'sizes' | 'room' | 'numbers' | { readonly operand: number };
}

/** The bindings of a kernel. */
export const bindingsOf = ({ operands, writes, numbers }: Kernel, inRoom: InRoom): readonly Binding[] => [
  { type: 'uniform', of: 'sizes' },
  ...(inRoom.some(Boolean) ? [{ type: 'storage', of: 'room' } as const] : []),
  ...operands.flatMap((name, operand): Binding[] =>
    inRoom[operand]
      ? []
      : [{ type: writes.includes(name) ? 'storage' : 'read-only-storage', of: { operand } }],
  ),
  ...(numbers ? [{ type: 'uniform', of: 'numbers' } as const] : []),
];

const struct = (name: string, members: readonly string[], type: string): string =>
  `struct ${name} {\n${members.map((each) => `  ${each}: ${type},\n`).join('')}}\n`;

/** WGSL's own words on a binding. */
const spaces = { uniform: 'uniform', storage: 'storage, read_write', 'read-only-storage': 'storage, read' };

/** What is known of every number: comparisons promise nothing of NaN. */
const common = `
fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }
`;

/** The text of a shader. */
export const sourceOf = (kernel: Kernel, inRoom: InRoom): string => {
  const { operands, writes, sizes, numbers, threads, shared = '', code } = kernel;
  const declared = bindingsOf(kernel, inRoom).map(({ type, of }, i) => {
    const [name, kind] =
      of === 'sizes'
        ? ['sizes', 'Sizes']
        : of === 'numbers'
          ? ['now', 'Now']
          : [of === 'room' ? 'room' : `own_${operands[of.operand]!}`, 'array<f32>'];
    return `@group(0) @binding(${i}) var<${spaces[type]}> ${name}: ${kind};\n`;
  });
  const access = operands.map((name, i) => {
    const at = inRoom[i] ? `room[sizes.at_${name} + i]` : `own_${name}[i]`;
    const set = `fn set_${name}(i: u32, value: f32) { ${at} = value; }\n`;
    return `fn get_${name}(i: u32) -> f32 { return ${at}; }\n${writes.includes(name) ? set : ''}`;
  });
  return [
    struct('Sizes', [...operands.map((name) => `at_${name}`), ...sizes], 'u32'),
    ...(numbers ? [struct('Now', numbers, 'f32')] : []),
    ...declared,
    ...access,
    common,
    shared,
    `@compute @workgroup_size(${threads.join(', ')})\n`,
    'fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {\n',
    `${code}\n}\n`,
  ].join('');
};

/** A kernel's pipeline, and the layout of what is bound to it. */
export interface MadePipeline {
  readonly pipeline: Pipeline;
  readonly layout: Layout;
}

const made = new WeakMap<Device, Map<string, MadePipeline>>();

/** A kernel's pipeline on a card. */
export const pipelineOf = ({ device }: Card, kernel: Kernel, inRoom: InRoom): MadePipeline => {
  const known = made.get(device) ?? new Map<string, MadePipeline>();
  made.set(device, known);
  const key = `${kernel.key} ${kernel.numbers?.join() ?? ''} ${inRoom.map(Number).join('')}`;
  const old = known.get(key);
  if (old) return old;
  const layout = device.createBindGroupLayout({
    entries: bindingsOf(kernel, inRoom).map(({ type }, binding) => ({
      ...{ binding, visibility: inCompute, buffer: { type } },
    })),
  });
  const pipeline = device.createComputePipeline({
    layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
    compute: {
      module: device.createShaderModule({ code: sourceOf(kernel, inRoom) }),
      entryPoint: 'main',
    },
  });
  const fresh = { pipeline, layout };
  known.set(key, fresh);
  return fresh;
};
