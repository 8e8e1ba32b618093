import eslint from '@eslint/js'
import prettier from 'eslint-config-prettier/flat'
import { defineConfig, globalIgnores } from 'eslint/config'
import globals from 'globals'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'
import { importLawRule } from './src-main/build/importLawRule.mjs'
import svelteConfig from './svelte.config.js'

const testFiles = ['**/*.test.ts', '**/*.testSupport.ts']

/** Everything a host gives that the language does not: src-core must not see any of it. */
const hostGlobals = Object.keys({ ...globals.browser, ...globals.node, ...globals.worker, Date: false })
  .filter((name) => name === 'Date' || !(name in globals.es2023))
  .map((name) => ({
    name,
    message: 'src-core is pure: do this in src-main (or the page) and pass the value in.',
  }))

const pureCore = {
  files: ['src-core/**/*.ts'],
  ignores: [...testFiles, 'src-core/nmf/assembly/**'],
  rules: {
    'no-restricted-globals': ['error', ...hostGlobals],
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Randomness is seeded: use src-core/random.' },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector: ':function[async=true], AwaitExpression',
        message: 'src-core is synchronous: long work is a generator that src-main drives.',
      },
    ],
  },
}

const argvIsTheShells = {
  files: ['src-main/{engine,services,codecs}/**/*.ts'],
  ignores: testFiles,
  rules: {
    'no-restricted-properties': [
      'error',
      {
        object: 'process',
        property: 'argv',
        message: 'Arguments are read in src-main/cli and handed on as values.',
      },
    ],
  },
}

/** Windows and messages of the desktop shell have one door each, where their safety is seen to. */
const desktopDoors = {
  files: ['src-main/electron/**/*.ts'],
  ignores: ['src-main/electron/{windows,ipc,windowPreferences}.ts', ...testFiles],
  rules: {
    'no-restricted-syntax': [
      'error',
      { selector: "NewExpression[callee.name='BrowserWindow']", message: 'Windows are made in windows.ts.' },
      {
        selector: "ImportSpecifier[imported.name='ipcMain']",
        message: 'Messages of pages arrive in ipc.ts, where their sender is checked.',
      },
      {
        selector: 'CallExpression[callee.property.name=/^(openExternal|loadURL|loadFile)$/]',
        message: 'Addresses are opened in windows.ts, by the list of security.ts.',
      },
      {
        selector:
          'CallExpression[callee.property.name=/^(executeJavaScript|insertCSS|setJavaScriptEnabled)$/]',
        message: 'Nothing is put into a page from outside.',
      },
      {
        selector:
          "MemberExpression[object.name='protocol'][property.name=/^(intercept|register[A-Z](?!chemesAsPrivileged))/]",
        message: 'The one scheme is handled in desktop.ts, from a fixed list of files.',
      },
      {
        selector: "CallExpression[callee.property.name='fromPartition'], Property[key.name='partition']",
        message: 'All pages are of the default session, which security.ts shuts.',
      },
      {
        selector: "Property[key.name='bypassCSP']",
        message: 'The content security policy holds for the scheme of the app (appAddress.ts).',
      },
      {
        selector: 'CallExpression[callee.property.name=/^(appendSwitch|appendArgument|setFuses|flipFuses)$/]',
        message: 'Nothing is switched while it runs; fuses are in fuses.mjs, for packaging.',
      },
      {
        selector:
          'Property[key.name=/^(runAsNode|onlyLoadAppFromAsar|enableNode\\w+Arguments?|enableEmbeddedAsarIntegrityValidation|grantFileProtocolExtraPrivileges)$/]',
        message: 'Fuses stand in fuses.mjs.',
      },
      {
        selector:
          'Property[key.name=/^(nodeIntegration|contextIsolation|sandbox|webSecurity|webviewTag|experimentalFeatures|enableBlinkFeatures)$/]',
        message: 'What a window may do stands in windowPreferences.ts.',
      },
    ],
  },
}

/** The scheme is answered in desktop.ts, and what a page can reach of Electron is exposed by the preload. */
const schemeDoor = {
  files: ['src-main/electron/**/*.ts'],
  ignores: ['src-main/electron/{desktop,preload}.ts', ...testFiles],
  rules: {
    'no-restricted-properties': [
      'error',
      { object: 'protocol', property: 'handle', message: 'The one scheme is handled in desktop.ts.' },
      { object: 'contextBridge', message: 'Pages are given something by preload.ts alone.' },
    ],
  },
}

const smallPieces = {
  files: ['**/*.{ts,js,mjs,svelte}'],
  rules: {
    'max-lines': ['warn', 300],
    'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
    'max-params': ['warn', 3],
    'max-depth': ['warn', 3],
  },
}

export default defineConfig(
  globalIgnores(['out/', 'coverage/', '**/fixtures/', 'src-core/nmf/assembly/']),
  eslint.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { house: { rules: { 'import-law': importLawRule } } },
    rules: {
      'house/import-law': 'error',
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig }, globals: globals.browser },
    rules: {
      // State is values here ($state.raw): maps and sets are replaced, never changed in place.
      'svelte/prefer-svelte-reactivity': 'off',
      // Of properties taken apart together, some may be bindable.
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  { files: ['**/*.{js,mjs}'], ...ts.configs.disableTypeChecked },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  pureCore,
  argvIsTheShells,
  desktopDoors,
  schemeDoor,
  smallPieces,
  { files: ['e2e/**/*.ts'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  { files: testFiles, rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' } },
  prettier,
)
