import { describe, expect, it } from 'vitest';
import { projectArgument, weakeningSwitch } from './start-arguments.ts';

describe('what is taken from the command line of a window', () => {
  it('is the project folder, given as one argument or two', () => {
    expect(projectArgument(['electron', '.', '--project', 'a b'])).toBe('a b');
    expect(projectArgument(['electron', '--project=a=b'])).toBe('a=b');
  });

  it('is nothing where the folder is missing or another option stands in its place', () => {
    expect(projectArgument(['electron', '.'])).toBeUndefined();
    expect(projectArgument(['electron', '--project'])).toBeUndefined();
    expect(projectArgument(['electron', '--project', '--no-open'])).toBeUndefined();
    expect(projectArgument(['electron', '--project='])).toBeUndefined();
    expect(projectArgument(['a folder', '--projects'])).toBeUndefined();
  });

  it('is never a switch that opens the program to others', () => {
    const given = (...names: string[]) => weakeningSwitch((name) => names.includes(name));
    expect(given('lang')).toBeUndefined();
    expect(given('lang', 'remote-debugging-port')).toBe('remote-debugging-port');
    expect(given('inspect-brk')).toBe('inspect-brk');
  });
});
