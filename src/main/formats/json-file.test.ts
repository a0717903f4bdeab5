import { describe, expect, it } from 'vitest';
import { parseOrderedJson } from './json-file.ts';
import { pythonJson, pythonJsonObject } from './python-json.ts';

describe('parseOrderedJson', () => {
  it('keeps keys that look like numbers where they stand', () => {
    const parsed = parseOrderedJson('{"b": 1, "12": 2, "a": {"3": [], "1": null}}') as Map<string, unknown>;
    expect([...parsed.keys()]).toEqual(['b', '12', 'a']);
    expect([...(parsed.get('a') as Map<string, unknown>).keys()]).toEqual(['3', '1']);
  });
  it('tells keys from strings that look like them', () => {
    const parsed = parseOrderedJson(String.raw`{"a\":": ":", "x" : ["k", "\": 1"]}`) as Map<string, unknown>;
    expect([...parsed]).toEqual([
      ['a":', ':'],
      ['x', ['k', '": 1']],
    ]);
  });
  it('makes nothing of a key called __proto__', () => {
    const parsed = parseOrderedJson('{"__proto__": {"x": 1}}') as Map<string, unknown>;
    expect([...parsed.keys()]).toEqual(['__proto__']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
  it('lets the last of equal keys count, in the first one’s place', () =>
    expect([...(parseOrderedJson('{"a": 1, "b": 2, "a": 3}') as Map<string, unknown>)]).toEqual([
      ['a', 3],
      ['b', 2],
    ]));
});

describe('pythonJson', () => {
  it('writes what json.dump(indent=4) writes', () =>
    expect(pythonJson({ ö: ['𝒜', '\u007f', 1], e: [], n: null })).toBe(
      '{\n    "\\u00f6": [\n        "\\ud835\\udc9c",\n        "\\u007f",\n        1\n    ],\n    "e": [],\n    "n": null\n}',
    ));
  it('writes the same in pieces, and an empty object without a line break', () => {
    const value = { a: { x: [1] }, b: 'ü' };
    expect([...pythonJsonObject(Object.entries(value))].join('')).toBe(pythonJson(value));
    expect([...pythonJsonObject([])].join('')).toBe('{}');
  });
});
