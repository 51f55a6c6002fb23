import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type ts from 'typescript'
import type { Complaint } from '../places/point_at.js'
import type { TypeScript } from '../places/source_place.js'

/** Checks the types of one folder again and again; what did not change is not read twice. */
export class TypeCheck {
  readonly #typescript: TypeScript
  readonly #service: ts.LanguageService
  readonly #folder: string

  private constructor(typescript: TypeScript, root: string, folder: string) {
    this.#typescript = typescript
    this.#folder = join(root, folder)
    this.#service = typescript.createLanguageService(this.#host(root))
  }

  static async of(root: string, folder: string): Promise<TypeCheck> {
    const { default: typescript } = await import('typescript')
    return new TypeCheck(typescript, root, folder)
  }

  /** What the compiler says about the files of the folder. */
  complaints(): Complaint[] {
    return this.#files().flatMap((file) =>
      [
        ...this.#service.getSyntacticDiagnostics(file),
        ...this.#service.getSemanticDiagnostics(file),
      ].map((each) => this.#complaint(each))
    )
  }

  #files = (): string[] =>
    readdirSync(this.#folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !file.endsWith('.spec.ts'))

  #host(root: string): ts.LanguageServiceHost {
    const typescript = this.#typescript
    const project = typescript.findConfigFile(root, typescript.sys.fileExists)!
    const { config } = typescript.readConfigFile(project, typescript.sys.readFile)
    const files = { ...typescript.sys, readDirectory: () => [] }
    const { options } = typescript.parseJsonConfigFileContent(config, files, dirname(project))
    return {
      getScriptFileNames: this.#files,
      getScriptVersion: (file) => String(statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0),
      getScriptSnapshot: (file) =>
        typescript.sys.fileExists(file)
          ? typescript.ScriptSnapshot.fromString(readFileSync(file, 'utf8'))
          : undefined,
      getCurrentDirectory: () => root,
      getCompilationSettings: () => ({ ...options, noEmit: true, skipLibCheck: true }),
      getDefaultLibFileName: (given) => typescript.getDefaultLibFilePath(given),
      ...{ fileExists: typescript.sys.fileExists, readFile: typescript.sys.readFile },
      ...{
        readDirectory: typescript.sys.readDirectory,
        directoryExists: typescript.sys.directoryExists,
      },
      realpath: typescript.sys.realpath,
    }
  }

  #complaint({ file, start = 0, messageText, code }: ts.Diagnostic): Complaint {
    const problem = `${this.#typescript.flattenDiagnosticMessageText(messageText, '\n  ')} (TS${code})`
    if (!file) {
      return { problem }
    }
    const { line, character } = file.getLineAndCharacterOfPosition(start)
    const text = file.text.split('\n')[line]
    return { problem, place: { file: file.fileName, line: line + 1, column: character + 1, text } }
  }
}
