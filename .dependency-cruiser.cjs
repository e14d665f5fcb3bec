// The arrows among the folders of src point one way: shapes <- options <- graph <- layers, graph <- tfjs <- training <- files,
// and what computes (tfjs, training, files) rests on backends;
// errors and runtime know nothing of the rest.
const above = {
  errors:
    'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|runtime|worker|page|data|pictures|codegen|command',
  texts:
    'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|runtime|worker|page|data|pictures|codegen|command',
  runtime:
    'shapes|options|graph|layers|tfjs|training|backends|files|fp|testing|errors|worker|page|data|pictures|codegen|command',
  shapes:
    'options|graph|layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command',
  options: 'graph|layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command',
  graph: 'layers|tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command',
  layers: 'tfjs|training|backends|files|fp|testing|worker|page|data|pictures|codegen|command',
  tfjs: 'layers|training|files|fp|testing|worker|page|data|pictures|codegen|command',
  training: 'layers|files|fp|testing|worker|page|data|pictures|codegen|command',
  backends: 'graph|layers|tfjs|training|files|fp|testing|worker|page|data|pictures|codegen|command',
  files: 'layers|fp|testing|worker|page|data|pictures|codegen|command',
  data: 'layers|fp|testing|worker|page|pictures|codegen|command',
  pictures: 'layers|tfjs|backends|files|fp|testing|worker|page|codegen|command',
  testing: 'layers|tfjs|training|backends|files|fp|worker|page|data|pictures|codegen|command',
  codegen: 'fp|testing|worker|page|command|data|pictures',
  page: 'layers|tfjs|backends|files|fp|testing|worker|data|codegen|command',
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
