// The arrows among the folders of src point one way: shapes <- options <- graph <- layers, graph <- tfjs <- training <- files,
// and what computes (tfjs, training, files) rests on backends;
// errors and runtime know nothing of the rest.
const above = {
  errors:
    'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|runtime|worker|page|data|pictures',
  texts:
    'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|runtime|worker|page|data|pictures',
  runtime:
    'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|errors|worker|page|data|pictures',
  shapes: 'options|graph|layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures',
  options: 'graph|layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures',
  graph: 'layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures',
  layers: 'tfjs|training|backends|files|fp|testing|worker|page|data|pictures',
  tfjs: 'layers|training|files|fp|testing|worker|page|data|pictures',
  training: 'layers|files|fp|testing|worker|page|data|pictures',
  backends: 'graph|layers|tfjs|training|files|fp|testing|worker|page|data|pictures',
  files: 'layers|fp|testing|worker|page|data|pictures',
  data: 'layers|fp|testing|worker|page|pictures',
  pictures: 'layers|tfjs|backends|files|fp|testing|worker|page',
  testing: 'layers|tfjs|training|backends|files|fp|worker|page|data|pictures',
  page: 'layers|tfjs|backends|files|fp|testing|worker|data',
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
