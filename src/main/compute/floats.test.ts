import { describe, expect, it } from 'vitest';
import { asFloat32, floatTensor } from './floats.ts';

const values = Float32Array.of(0, 1.5, -2, 65504);

describe('numbers of graphs', () => {
  it('go through half precision and back', () => {
    const tensor = floatTensor('float16', [2, 2], values);
    expect(tensor).toMatchObject({ type: 'float16', dims: [2, 2] });
    expect([...tensor.data]).toEqual([0, 0x3e00, 0xc000, 0x7bff]);
    expect(asFloat32({ x: tensor }, 'x')).toEqual({ data: values, dims: [2, 2] });
  });
  it('stay what they are in single precision', () => {
    const tensor = floatTensor('float32', [4], values);
    expect(asFloat32({ x: tensor }, 'x').data).toBe(values);
  });
  it('are missed by name', () => expect(() => asFloat32({}, 'logits')).toThrow('logits'));
});
