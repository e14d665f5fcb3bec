// The arrows among the folders of src point one way: shapes <- options <- graph <- layers, graph <- tfjs <- training <- files,
// and what computes (tfjs, training, files) rests on backends; ops, which files read and write, are beside tfjs;
// errors and runtime know nothing of the rest.
const above = {
  errors:
    'ops|shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|runtime|worker|page|data|pictures|codegen|command|vite',
  texts:
    'ops|shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|runtime|worker|page|data|pictures|codegen|command|vite',
  runtime:
    'ops|shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|errors|worker|page|data|pictures|codegen|command|vite',
  shapes:
    'ops|options|graph|layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  options:
    'ops|graph|layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  graph: 'ops|layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  layers: 'ops|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  tfjs: 'ops|layers|training|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  training: 'ops|layers|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  backends: 'ops|graph|layers|tfjs|training|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  ops: 'layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command|vite',
  files: 'layers|fp|testing|worker|page|data|pictures|codegen|command|vite',
  data: 'ops|layers|fp|testing|worker|page|pictures|codegen|command|vite',
  pictures: 'ops|layers|tfjs|backends|files|fp|testing|worker|page|codegen|command|vite',
  testing: 'ops|layers|tfjs|training|backends|files|fp|worker|page|data|pictures|codegen|command|vite',
  codegen: 'fp|testing|worker|page|command|data|pictures|vite',
  command: 'ops|fp|testing|worker|page|data|pictures|vite',
  page: 'ops|layers|tfjs|backends|files|fp|testing|worker|data|codegen|command|vite',
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
