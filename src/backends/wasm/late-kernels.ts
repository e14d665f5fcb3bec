// The kernels of ours that a page loads with what needs them: steps of optimizers, and layers over whole sequences.
import { isOurs, type WasmKernel } from './kernel.js';
import { registered, registerKernel } from './register-kernel.js';

const rmsprop = () => import('./rmsprop-step.js');
const momentum = () => import('./sgd-momentum-step.js');
const adafactor = () => import('./adafactor-step.js');

/** Each by its name. */
const lateKernels: Readonly<Record<string, () => Promise<WasmKernel>>> = {
  AdadeltaStep: async () => (await import('./adadelta-step.js')).adadeltaStep,
  AdafactorStep: async () => (await adafactor()).adafactorStep,
  AdafactorVectorStep: async () => (await adafactor()).adafactorVectorStep,
  AdagradStep: async () => (await import('./adagrad-step.js')).adagradStep,
  AdamStep: async () => (await import('./adam-step.js')).adamStep,
  AdamaxStep: async () => (await import('./adamax-step.js')).adamaxStep,
  AmsgradStep: async () => (await import('./amsgrad-step.js')).amsgradStep,
  FtrlStep: async () => (await import('./ftrl-step.js')).ftrlStep,
  GRUSequence: async () => (await import('./recurrent/gru-sequence.js')).gruSequence,
  GRUSequenceGrad: async () => (await import('./recurrent/gru-sequence-grad.js')).gruSequenceGrad,
  LSTMSequence: async () => (await import('./recurrent/lstm-sequence.js')).lstmSequence,
  LSTMSequenceGrad: async () => (await import('./recurrent/lstm-sequence-grad.js')).lstmSequenceGrad,
  LambStep: async () => (await import('./lamb-step.js')).lambStep,
  LionStep: async () => (await import('./lion-step.js')).lionStep,
  MuonStep: async () => (await import('./muon-step.js')).muonStep,
  NadamStep: async () => (await import('./nadam-step.js')).nadamStep,
  RMSpropCenteredMomentumStep: async () => (await rmsprop()).rmspropCenteredMomentumStep,
  RMSpropCenteredStep: async () => (await rmsprop()).rmspropCenteredStep,
  RMSpropMomentumStep: async () => (await rmsprop()).rmspropMomentumStep,
  RMSpropStep: async () => (await rmsprop()).rmspropStep,
  SGDMomentumStep: async () => (await momentum()).sgdMomentumStep,
  SGDNesterovStep: async () => (await momentum()).sgdNesterovStep,
  SGDStep: async () => (await import('./sgd-step.js')).sgdStep,
};

/** Their names. */
export const lateNames: readonly string[] = Object.keys(lateKernels);

/** Those that were loaded. */
export const loadedKernels: WasmKernel[] = [];

/** Loads and registers those that are asked for, and not there yet. */
export const loadLateKernels = async (names: readonly string[]): Promise<void> => {
  const missing = names.filter((name) => Object.hasOwn(lateKernels, name) && !isOurs(registered(name)));
  const loaded = await Promise.all(missing.map((name) => lateKernels[name]!()));
  for (const kernel of loaded) {
    if (!loadedKernels.includes(kernel)) loadedKernels.push(kernel);
    registerKernel(kernel);
  }
};
