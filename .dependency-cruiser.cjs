// The arrows among the folders of src point one way: shapes <- graph <- layers, graph <- tfjs <- training <- files,
// and what computes (tfjs, training, files) rests on backends;
// errors and runtime know nothing of the rest.
const above = {
  errors: 'shapes|graph|layers|tfjs|training|backends|files|fp|testing|runtime',
  runtime: 'shapes|graph|layers|tfjs|training|backends|files|fp|testing|errors',
  shapes: 'graph|layers|tfjs|training|backends|files|fp|testing',
  graph: 'layers|tfjs|training|backends|files|fp|testing',
  layers: 'tfjs|training|backends|files|fp|testing',
  tfjs: 'layers|training|files|fp|testing',
  training: 'layers|files|fp|testing',
  backends: 'graph|layers|tfjs|training|files|fp|testing',
  files: 'layers|fp|testing',
  testing: 'layers|tfjs|training|backends|files|fp',
};

module.exports = {
  forbidden: [
    ...Object.entries(above).map(([folder, others]) => ({
      name: `${folder}-points-down`,
      severity: 'error',
      from: { path: `^src/${folder}/`, pathNot: '\\.test\\.ts$' },
      to: { path: `^src/(${others})/` },
    })),
    {
      name: 'no-cycles',
      comment: 'types may know each other; values may not',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-tfjs-below-the-emitter',
      severity: 'error',
      from: { path: '^src/(shapes|graph|layers)/', pathNot: '\\.test\\.ts$' },
      to: { path: '@tensorflow' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
