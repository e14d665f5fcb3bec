// A plan and the things of WebGPU that it is bound to: made once, and again where a weight or slot has got another buffer.
import {
  usages,
  type BindGroup,
  type Card,
  type CardBuffer,
  type ComputePass,
} from '../../../backends/webgpu/compiled/card.js';
import {
  bindingsOf,
  pipelineOf,
  type Binding,
  type MadePipeline,
} from '../../../backends/webgpu/compiled/kernel.js';
import type { Place } from '../room.js';
import type { Dispatch } from './planner.js';
import type { CardStepPlan } from './step-plan.js';

/** Buffers that change from run to run. */
export interface Bound {
  readonly room: CardBuffer;
  /** The numbers of a step. */
  readonly numbers: CardBuffer;
  /** Those of weights and slots. */
  readonly outside: ReadonlyMap<Place, CardBuffer>;
}

interface Call {
  readonly dispatch: Dispatch;
  readonly made: MadePipeline;
  readonly bindings: readonly Binding[];
  /** Where its sizes begin in the buffer of all sizes. */
  readonly sizesAt: number;
  buffers: readonly CardBuffer[];
  group: BindGroup | undefined;
}

/** A plan, ready to be encoded. */
export class BoundPlan {
  private readonly calls: readonly Call[];
  private readonly sizes: Uint32Array;
  private sizesBuffer: CardBuffer | undefined;

  constructor(
    private readonly card: Card,
    readonly plan: CardStepPlan,
  ) {
    const { dispatches } = plan.planner;
    const step = card.device.limits.minUniformBufferOffsetAlignment;
    const starts: number[] = [];
    const bytes = dispatches.reduce((at, { sizes }) => {
      starts.push(at);
      return at + Math.ceil((sizes.length * 4) / step) * step;
    }, 0);
    this.sizes = new Uint32Array(bytes / 4);
    dispatches.forEach(({ sizes }, i) => this.sizes.set(sizes, starts[i]! / 4));
    this.calls = dispatches.map((dispatch, i) => ({
      ...{ dispatch, sizesAt: starts[i]!, buffers: [], group: undefined },
      made: pipelineOf(card, dispatch.kernel, dispatch.inRoom),
      bindings: bindingsOf(dispatch.kernel, dispatch.inRoom),
    }));
  }

  /** Binds what is to be encoded; what is bound to the same buffers already is left. */
  bind(bound: Bound): void {
    if (!this.sizesBuffer) {
      this.sizesBuffer = this.card.bufferManager.acquireBuffer(this.sizes.byteLength, usages.uniform);
      this.card.queue.writeBuffer(this.sizesBuffer, 0, this.sizes);
    }
    for (const call of this.calls) {
      const buffers = call.bindings.map(({ of }) => this.bufferOf(of, call.dispatch, bound));
      if (call.group && buffers.every((buffer, i) => buffer === call.buffers[i])) continue;
      call.buffers = buffers;
      call.group = this.card.device.createBindGroup({
        layout: call.made.layout,
        entries: buffers.map((buffer, binding) => ({
          binding,
          resource:
            buffer === this.sizesBuffer
              ? { buffer, offset: call.sizesAt, size: Math.ceil(call.dispatch.sizes.length / 4) * 16 }
              : { buffer },
        })),
      });
    }
  }

  encode(pass: ComputePass): void {
    for (const { made, group, dispatch } of this.calls) {
      pass.setPipeline(made.pipeline);
      pass.setBindGroup(0, group!);
      pass.dispatchWorkgroups(...dispatch.groups);
    }
  }

  /** Gives its own buffer back, until it is bound again. */
  release(): void {
    if (this.sizesBuffer) this.card.bufferManager.releaseBuffer(this.sizesBuffer);
    this.sizesBuffer = undefined;
  }

  private bufferOf(of: Binding['of'], { operands }: Dispatch, bound: Bound): CardBuffer {
    if (of === 'sizes') return this.sizesBuffer!;
    if (of === 'room') return bound.room;
    return of === 'numbers' ? bound.numbers : bound.outside.get(operands[of.operand]!)!;
  }
}
