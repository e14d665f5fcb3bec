import { describe, expect, it } from 'vitest';
import { input, layers, sequential } from '../graph-only.js';

const { dense, embedding, flatten } = layers;

describe('sequential', () => {
  it('gives its input a dtype, which add and pop keep', () => {
    const words = sequential([20], [embedding(100, 4), flatten()], { dtype: 'int32', name: 'words' });
    expect(words.name).toBe('words');
    expect(words.input.dtype).toBe('int32');
    expect(words.add(dense(2)).input.dtype).toBe('int32');
    expect(words.pop().input.dtype).toBe('int32');
    expect(sequential([20], [dense(2)]).input.dtype).toBe('float32');
  });

  it('refuses a dtype that there is none of', () => {
    expect(() => sequential([20], [], { dtype: 'int16' as 'int32' })).toThrow(
      "dtype must be 'float32', 'int32' or 'string', got \"int16\"",
    );
    expect(() => input([20], { dtype: 'bool' as 'int32' })).toThrow(
      "dtype must be 'float32', 'int32' or 'string'",
    );
  });

  it('takes a list of any length', () => {
    const hidden = [16, 8, 4];
    const model = sequential([8], [...hidden.map((n) => dense(n)), dense(10)]);
    expect(model.outputShape).toEqual([null, 10]);
    expect(model.pop().outputShape).toEqual([null, 4]);
    expect(model.layers).toHaveLength(4);
  });
});
