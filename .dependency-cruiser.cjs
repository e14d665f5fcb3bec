// The arrows among the folders of src point one way: shapes <- options <- graph <- layers, graph <- tfjs <- training <- files,
// and what computes (tfjs, training, files) rests on backends;
// errors and runtime know nothing of the rest.
const above = {
  errors: 'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|runtime|worker',
  runtime: 'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|errors|worker',
  shapes: 'options|graph|layers|tfjs|training|backends|files|fp|testing|worker',
  options: 'graph|layers|tfjs|training|backends|files|fp|testing|worker',
  graph: 'layers|tfjs|training|backends|files|fp|testing|worker',
  layers: 'tfjs|training|backends|files|fp|testing|worker',
  tfjs: 'layers|training|files|fp|testing|worker',
  training: 'layers|files|fp|testing|worker',
  backends: 'graph|layers|tfjs|training|files|fp|testing|worker',
  files: 'layers|fp|testing|worker',
  testing: 'layers|tfjs|training|backends|files|fp|worker',
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
      from: { path: '^src/(shapes|options|graph|layers)/', pathNot: '\\.test\\.ts$' },
      to: { path: '@tensorflow' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
