/** False where the browser cannot draw with WebGL2: Cornerstone would fall back silently to a path that shifts coordinates. */
export function supportsWebGl2(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}
