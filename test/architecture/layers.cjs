// Import rules of the house (see ARCHITECTURE.md, "Who may import whom").
// Run: depcruise --config test/architecture/layers.cjs src   (Node >= 22)
// With TypeScript 7 also install @swc/core 1.x, or nothing is inspected and the run passes.
const pkg = (names) => `^(node_modules/)?(${names})(/|$)`;
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }),
    rule(
      'shared-is-pure',
      { path: '^src/shared/', pathNot: '[.]test[.]ts$' },
      { pathNot: ['^src/shared/', pkg('zod|@orpc/contract')] },
    ),
    rule(
      'domain-does-not-know-contract',
      { path: '^src/shared/(domain|lib)/' },
      { path: '^src/shared/contract/' },
    ),
    rule('renderer-sees-only-shared', { path: '^src/renderer/' }, { path: '^src/(main|preload)/' }),
    rule(
      'preload-sees-only-contract',
      { path: '^src/preload/' },
      { path: '^src/', pathNot: '^src/(preload|shared/contract)/' },
    ),
    rule('main-never-sees-ui', { path: '^src/main/' }, { path: '^src/(renderer|preload)/' }),
    rule(
      'electron-only-in-its-host',
      { path: '^src/', pathNot: '^src/(main/hosts/electron|preload)/' },
      { path: pkg('electron') },
    ),
    rule(
      'nothing-imports-a-host',
      { path: '^src/main/', pathNot: '^src/main/hosts/' },
      { path: '^src/main/hosts/' },
    ),
    rule(
      'hosts-are-strangers',
      { path: '^src/main/hosts/([^/]+)/', pathNot: '^src/main/hosts/cli/commands/serve[.]ts$' },
      { path: '^src/main/hosts/', pathNot: '^src/main/hosts/$1/' },
    ),
    // `plumbline serve` is the browser host, started from the command line: one parser, one help, one set of messages.
    rule(
      'serve-enters-by-the-front-door',
      { path: '^src/main/hosts/cli/commands/serve[.]ts$' },
      { path: '^src/main/hosts/', pathNot: '^src/main/hosts/(cli/|browser/index[.]ts$)' },
    ),
    rule(
      'hosts-enter-by-app',
      { path: '^src/main/hosts/' },
      { path: '^src/main/(services|store|jobs|compute|llm|formats)/' },
    ),
    rule('renderer-has-no-node', { path: '^src/renderer/' }, { dependencyTypes: ['core'] }),
    rule(
      'store-is-a-leaf',
      { path: '^src/main/store/' },
      { path: '^src/main/', pathNot: '^src/main/store/' },
    ),
    rule(
      'compute-is-a-leaf',
      { path: '^src/main/compute/' },
      { path: '^src/main/', pathNot: '^src/main/(compute|formats|ports/parent\\.ts$)' },
    ),
    rule(
      'tools-do-not-look-up',
      { path: '^src/main/(jobs|llm|formats|ports)/' },
      { path: '^src/main/(services|rpc|app)/' },
    ),
    rule('services-do-not-look-up', { path: '^src/main/services/' }, { path: '^src/main/(rpc|app)/' }),
    rule(
      'rpc-goes-through-services',
      { path: '^src/main/rpc/' },
      { path: '^src/main/(store|compute|llm|formats)/' },
    ),
    rule(
      'reader-is-a-leaf',
      { path: '^src/main/reader/' },
      { path: '^src/main/', pathNot: '^src/main/(reader|formats|ports/parent\\.ts$)' },
    ),
    rule(
      'reader-by-protocol-only',
      { path: '^src/', pathNot: '^src/main/reader/' },
      { path: '^src/main/reader/(?!protocol\\.ts$)' },
    ),
    rule(
      'formats-only-in-reader-and-services',
      { path: '^src/main/', pathNot: '^src/main/(formats|reader|services|compute|app)/' },
      { path: '^src/main/formats/' },
    ),
    rule(
      'compute-by-protocol-only',
      { path: '^src/', pathNot: '^src/main/compute/' },
      { path: '^src/main/compute/(?!protocol\\.ts$)' },
    ),
    rule(
      'readers-and-llm-touch-no-store',
      { path: '^src/main/(llm|formats|ports)/' },
      { path: '^src/main/(store|jobs)/' },
    ),
    rule(
      'sqlite-only-in-store',
      { path: '^src/', pathNot: '^src/main/store/' },
      { path: pkg('better-sqlite3') },
    ),
    rule(
      'onnx-only-in-compute',
      { path: '^src/', pathNot: '^src/main/compute/' },
      { path: pkg('onnxruntime-node') },
    ),
    rule('openai-only-in-llm', { path: '^src/', pathNot: '^src/main/llm/' }, { path: pkg('openai') }),
    rule(
      'cornerstone-only-in-viewer',
      { path: '^src/', pathNot: '^src/renderer/viewer/' },
      {
        path: pkg('@cornerstonejs'),
        pathNot: 'codec-(charls|openjpeg|libjpeg-turbo-8bit)|jpeg-lossless-decoder',
      },
    ),
    rule(
      'services-meet-at-the-front-door',
      { path: '^src/main/services/([^/]+)/' },
      { path: '^src/main/services/[^/]+/(?!index\\.ts$)', pathNot: '^src/main/services/$1/' },
    ),
    rule(
      'features-are-strangers',
      { path: '^src/renderer/features/([^/]+)/' },
      { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
    ),
    rule(
      'ui-kit-knows-no-feature',
      { path: '^src/renderer/(components|viewer|rpc|i18n)/' },
      { path: '^src/renderer/(features|app)/' },
    ),
  ],
  options: { tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } },
};
