/**
 * The rules of the house that can be checked inside one file. Boundaries between files are checked by
 * dependency-cruiser (.dependency-cruiser.cjs). tests/house proves with planted violations that both see.
 */
import { configApp, RULES_LIST } from '@adonisjs/eslint-config'
import { vue } from '@adonisjs/eslint-config/vue'
import tseslint from 'typescript-eslint'
import vuePlugin from 'eslint-plugin-vue'

/** File 200 lines, function 40, complexity 8, depth 3, three parameters. */
const LIMITS = {
  'max-lines': ['error', { max: 200, skipBlankLines: false, skipComments: false }],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'complexity': ['error', 8],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
}

/** Words that say nothing about the thing they name, and ladders that the house does without. */
const BANNED_NAMES = {
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ClassDeclaration[id.name=/(Service|Helper|Util|Utils|Manager|Processor)$/]',
      message: 'Name the class after what it does: an action, a query, a noun of the field.',
    },
    {
      selector:
        "CallExpression[callee.property.name='allows'][parent.type='AwaitExpression'][parent.parent.type='ExpressionStatement']",
      message: 'The answer of allows() is thrown away here. Use authorize().',
    },
  ],
}

const BACKEND = [
  'app/**/*.ts',
  'plugins/**/*.ts',
  'start/**/*.ts',
  'config/**/*.ts',
  'providers/**/*.ts',
  'commands/**/*.ts',
  'database/*.ts',
]

export default configApp(
  {
    ignores: [
      '.quarterdeck/**',
      '.adonisjs/**',
      'public/**',
      'build/**',
      'tmp/**',
      'resources/**/*.d.ts',
    ],
  },
  {
    name: 'One formatter: prettier runs by itself',
    files: ['**/*.ts'],
    rules: {
      'prettier/prettier': 'off',
      '@stylistic/comma-dangle': 'off',
      '@stylistic/max-len': 'off',
    },
  },
  {
    name: 'Every value has a type: what is not known is `unknown`',
    files: ['**/*.ts', '**/*.vue'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { '@typescript-eslint/no-explicit-any': 'error' },
  },
  { name: 'House limits', files: BACKEND, rules: { ...LIMITS, ...BANNED_NAMES } },
  {
    name: 'Controllers authorize, and never start a read on a bare model',
    files: ['app/*/controllers/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...BANNED_NAMES['no-restricted-syntax'].slice(1),
        {
          selector:
            "CallExpression[callee.object.type='Identifier'][callee.object.name=/^[A-Z]/][callee.property.name=/^(query|all|find|findOrFail|findBy|findByOrFail|first|firstOrFail|findMany)$/]",
          message: 'Start from the organization: Model.of(organization).',
        },
      ],
    },
  },
  {
    name: 'Migrations read like the tables they make',
    files: ['database/migrations/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    name: 'Specs may be longer; a group of tests is one function',
    files: ['tests/**/*.ts', 'plugins/**/tests/**/*.ts'],
    rules: { 'max-lines': ['error', 300], 'max-params': ['error', 3], 'max-depth': ['error', 3] },
  },
  ...vue.filter((block) => !block.rules?.['vue/component-api-style']),
  {
    name: 'Front end',
    files: ['resources/**/*.{ts,vue}'],
    plugins: { '@typescript-eslint': tseslint.plugin, 'vue': vuePlugin },
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      ...RULES_LIST,
      ...LIMITS,
      ...BANNED_NAMES,
      'prettier/prettier': 'off',
      '@stylistic/comma-dangle': 'off',
      '@stylistic/max-len': 'off',
      // The preset's own rule looks at `inertia/` only and says nothing here.
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(#|@adonisjs/(?!inertia))',
              allowTypeImports: true,
              message: 'Browser code imports the server by type only.',
            },
          ],
        },
      ],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/component-name-in-template-casing': ['error', 'PascalCase'],
      'vue/define-emits-declaration': ['error', 'type-based'],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/no-v-html': 'error',
    },
  }
)
