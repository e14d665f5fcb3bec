import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['.tensorflow', 'dist', 'node_modules', 'type-tests', 'examples/output', 'docs', 'fixtures'] },
  ...tseslint.configs.strict,
  {
    rules: {
      // a literal that TypeScript cannot see to be there is said with `!`, where the line before makes it sure
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
);
