import { expect, test, vi } from 'vitest';
import { callbackList } from './callback-list.js';
import type { Callback, ModelInTraining } from './callback.js';
import { runOver, wantsLogs, type Watcher } from './watcher.js';

const model: ModelInTraining = {
  stopTraining: false,
  optimizer: { learningRate: 0.1, iterations: 0 },
  getWeights: () => [],
  setWeights: () => undefined,
  save: async () => undefined,
  saveWeights: async () => undefined,
};
const params = { verbose: 0, epochs: 1, steps: 1 } as const;
const list = (...callbacks: unknown[]) => callbackList(callbacks as Callback[], model, params);

test('hooks are called in order, each waited for', async () => {
  const said: string[] = [];
  const slow: Callback = {
    onEpochEnd: async (epoch) => {
      await new Promise((done) => setTimeout(done, 5));
      said.push(`slow ${epoch}`);
    },
  };
  const quick: Callback = { onEpochEnd: (epoch, { loss }) => void said.push(`quick ${epoch} ${loss}`) };
  await list(quick, slow, quick).onEpochEnd(3, { loss: 2 });
  expect(said).toEqual(['quick 3 2', 'slow 3', 'quick 3 2']);
});

test('a hook of nobody, and hooks that are not async, give no promise', () => {
  const hook = vi.fn();
  const callbacks = list({ onTrainBatchEnd: hook }, {});
  expect(callbacks.onTrainBatchBegin(0, {})).toBe(undefined);
  expect(callbacks.onTrainBatchEnd(7, { loss: 1 })).toBe(undefined);
  expect(hook).toHaveBeenCalledExactlyOnceWith(7, { loss: 1 });
});

test('an error in a hook, async or not, reaches the caller', async () => {
  const fail = () => {
    throw new Error('the hook broke');
  };
  expect(() => list({ onTrainBegin: fail }).onTrainBegin({})).toThrow('the hook broke');
  const after = vi.fn();
  const failing = list({ onTrainBegin: async () => fail() }, { onTrainBegin: after });
  await expect(failing.onTrainBegin({})).rejects.toThrow('the hook broke');
  expect(after).not.toHaveBeenCalled();
});

test('instances of classes are called as themselves, inherited hooks too, and told of the model and the run', () => {
  class Base implements Callback {
    epochs = 0;
    told: unknown[] = [];
    onEpochEnd() {
      this.epochs += 1;
    }
    setModel(given: ModelInTraining) {
      this.told.push(given);
    }
  }
  class Counter extends Base {
    setParams(given: unknown) {
      this.told.push(given);
    }
    get onTrainEnded(): never {
      throw new Error('a getter is not to be read');
    }
  }
  const counter = new Counter();
  void list(counter).onEpochEnd(0, {});
  expect([counter.epochs, counter.told]).toEqual([1, [params, model]]);
});

test.each([
  [{ onEpochEnds: () => undefined }, "callbacks[0] has no hook 'onEpochEnds'; did you mean 'onEpochEnd'?"],
  [{ on_epoch_end: () => undefined }, "has no hook 'on_epoch_end'; did you mean 'onEpochEnd'?"],
  [{ OnEpochEnd: () => undefined }, "did you mean 'onEpochEnd'?"],
  [{ set_model: () => undefined }, "did you mean 'setModel'?"],
  [{ onBatchEnd: () => undefined }, "did you mean 'onTrainBatchEnd'?"],
  [{ onLightningStrike: () => undefined }, 'the hooks are setModel, setParams, onTrainBegin'],
  [
    new (class {
      onEpochBegins() {}
    })(),
    "did you mean 'onEpochBegin'?",
  ],
  [{ onEpochEnd: 5 }, 'callbacks[0].onEpochEnd must be a function, got number'],
  [null, 'must be an object with hooks such as onEpochEnd, got null'],
  ['earlyStopping', 'got "earlyStopping"'],
  [
    class Dots implements Callback {
      onEpochEnd() {}
    },
    'got Dots; give an instance: new Dots()',
  ],
  [function earlyStopping() {}, 'got earlyStopping; call it: earlyStopping()'],
])('what is no callback is refused, case %#', (callback, sentence) => {
  expect(() => list(callback)).toThrow(sentence);
});

test('a callback may have methods and values of its own', () => {
  expect(() => list({ online: () => 1, on: () => 1, describe: () => 'x', onSale: true })).not.toThrow();
  expect(() => callbackList({} as Callback[], model, params)).toThrow('callbacks must be a list');
});

test('losses are read only for who wants them, and only in the phase it watches', () => {
  let wants = false;
  const bar: Watcher = { onTrainBatchEnd: () => undefined, [wantsLogs]: () => wants };
  const callbacks = list(bar, { onEpochEnd: () => undefined });
  expect(callbacks.watchesBatches).toBe(false);
  wants = true;
  expect(callbacks.watchesBatches).toBe(true);
  void callbacks.onTestBegin({});
  expect(callbacks.watchesBatches).toBe(false);
  void callbacks.onTestEnd({});
  expect(callbacks.watchesBatches).toBe(true);
  expect(list({ onTrainBatchEnd: () => undefined }).watchesBatches).toBe(true);
});

test("the loop's own come first, and do not count in an error's place", async () => {
  const said: string[] = [];
  const say = (text: string): Callback => ({ onEpochEnd: () => void said.push(text) });
  await callbackList([say('given')], model, params, [say('own')]).onEpochEnd(0, {});
  expect(said).toEqual(['own', 'given']);
  expect(() => callbackList([5 as Callback], model, params, [say('own')])).toThrow('callbacks[0] must be');
});

test('close lets every callback go', () => {
  const over = vi.fn();
  const watcher: Watcher = { [runOver]: over };
  list({}, watcher).close();
  expect(over).toHaveBeenCalledOnce();
});
