/**
 * Makes something whose WebGL contexts, asked for meanwhile, come without multisampling. A slice is one rectangle along the
 * pixel grid with no edge to smooth, and in software four samples a pixel cost a quarter of the drawing. Neither Cornerstone3D
 * nor vtk.js has an option for it, so the question to the canvas is changed for as long as `make` runs.
 */
export function withoutMultisampling<T>(make: () => T): T {
  const prototype = HTMLCanvasElement.prototype as { getContext: GetContext };
  const { getContext } = prototype;
  prototype.getContext = function ask(this: HTMLCanvasElement, kind, options) {
    return getContext.call(this, kind, kind === 'webgl2' ? { ...options, antialias: false } : options);
  };
  try {
    return make();
  } finally {
    prototype.getContext = getContext;
  }
}

type GetContext = (this: HTMLCanvasElement, kind: string, options?: object) => RenderingContext | null;
