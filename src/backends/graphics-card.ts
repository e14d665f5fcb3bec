// What can happen to a graphics card in the midst of computing: it is lost, or refuses what it was told.
import * as tf from '@tensorflow/tfjs-core';

/** The part of WebGPU's device that is used here. */
interface Device {
  readonly lost: Promise<unknown>;
  addEventListener(type: 'uncapturederror', listener: (event: { readonly error: Error }) => void): void;
}

/** What became of a device: WebGPU tells it by events, not where the call was made. */
interface Watch {
  lost: boolean;
  error: Error | undefined;
}

const watches = new WeakMap<Device, Watch>();

const activeName = (): string | undefined => tf.getBackend() as string | undefined;

/** Whether the active backend holds its tensors on a graphics card, which can be lost. */
export const isOnCard = (): boolean => activeName() === 'webgl' || activeName() === 'webgpu';

/** WebGL's context, where that is the active backend. */
export const webglContext = (): WebGLRenderingContext | undefined =>
  activeName() === 'webgl'
    ? (tf.backend() as unknown as { readonly gpgpu?: { readonly gl: WebGLRenderingContext } }).gpgpu?.gl
    : undefined;

/** WebGPU's device, watched from the first time it is asked for. */
const watchOf = (): Watch | undefined => {
  if (activeName() !== 'webgpu') return undefined;
  const { device } = tf.backend() as unknown as { readonly device?: Device };
  if (!device) return undefined;
  const known = watches.get(device);
  if (known) return known;
  const watch: Watch = { lost: false, error: undefined };
  watches.set(device, watch);
  void device.lost.then(() => (watch.lost = true));
  device.addEventListener('uncapturederror', ({ error }) => (watch.error ??= error));
  return watch;
};

/** Whether the graphics card is lost, with all tensors on it; the first call begins to watch WebGPU's device. */
export const cardIsLost = (): boolean => webglContext()?.isContextLost() === true || watchOf()?.lost === true;

/** What WebGPU's device has refused since the last call: it goes on with zeros in place of results. */
export const cardError = (): Error | undefined => {
  const watch = watchOf();
  const error = watch?.error;
  if (watch) watch.error = undefined;
  return error;
};
