/**
 * Completion scripts for bash and zsh, made of a program's own commands (commander's, by shape: this file loads nothing).
 * The scripts hold all words: no program is started while somebody types.
 */

export interface OptionShape {
  readonly long?: string | undefined;
  readonly short?: string | undefined;
  readonly flags: string;
  readonly description: string;
  /** It takes a value, or may. */
  readonly required: boolean;
  readonly optional: boolean;
  readonly hidden: boolean;
  readonly argChoices?: readonly string[] | undefined;
}

export interface CommandShape {
  name(): string;
  description(): string;
  readonly commands: readonly CommandShape[];
  readonly options: readonly OptionShape[];
  readonly registeredArguments: readonly {
    name(): string;
    readonly argChoices?: readonly string[] | undefined;
  }[];
}

export const shells = ['bash', 'zsh'] as const;
export type Shell = (typeof shells)[number];

interface Word {
  readonly word: string;
  readonly description: string;
}

/** What can follow one command, and what its options' values are. */
interface Place {
  /** " vm start"; empty for the program itself. */
  readonly path: string;
  readonly words: readonly Word[];
  readonly takesFile: boolean;
  readonly values: readonly {
    readonly names: readonly string[];
    /** Words, a file, or something that nobody can guess. */
    readonly choices: readonly string[] | 'file' | 'free';
  }[];
}

const fileNames = /^(?:file|files|path|dir|directory)(?:\.\.\.)?$/;

function valueName({ flags }: OptionShape): string {
  return /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? '';
}

/** Every command of the program, the program first. */
function placesOf(command: CommandShape, path = ''): Place[] {
  const options = command.options.filter(({ hidden }) => !hidden);
  const namesOf = ({ long, short }: OptionShape): string[] =>
    [long, short].filter((name) => name !== undefined);
  const place: Place = {
    path,
    words: [
      ...command.commands.map((each) => ({ word: each.name(), description: each.description() })),
      ...command.registeredArguments.flatMap(({ argChoices = [] }) =>
        argChoices.map((word) => ({ word, description: '' })),
      ),
      ...options.map((option) => ({
        word: option.long ?? option.short ?? '',
        description: option.description,
      })),
      { word: '--help', description: 'what this command takes' },
    ],
    takesFile: command.registeredArguments.some((argument) => fileNames.test(argument.name())),
    values: options
      .filter(({ required, optional }) => required || optional)
      .map((option) => ({
        names: namesOf(option),
        choices: option.argChoices ?? (fileNames.test(valueName(option)) ? 'file' : 'free'),
      })),
  };
  return [place, ...command.commands.flatMap((each) => placesOf(each, `${path} ${each.name()}`))];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function functionName(program: string): string {
  return `_${program.replaceAll(/[^A-Za-z0-9]/g, '_')}`;
}

/** The script for `shell` that completes the words of `program`. */
export function completionScript(program: CommandShape, shell: Shell): string {
  const places = placesOf(program);
  return shell === 'bash' ? bash(program.name(), places) : zsh(program.name(), places);
}

/** "case" branches that find out which command the words so far are. */
function walk(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  return paths.length === 0 ? quoted(' ') : paths.join(' | ');
}

function bash(program: string, places: readonly Place[]): string {
  const name = functionName(program);
  const lines = [
    `# bash completion of ${program}, made by "${program} completion bash"`,
    `${name}() {`,
    `  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} path='' words='' files='' at`,
    '  # bash takes --option=value for three words.',
    `  if [[ $current == '=' ]]; then`,
    `    current=''`,
    `  elif [[ $before == '=' ]]; then`,
    `    before=\${COMP_WORDS[COMP_CWORD - 2]}`,
    '  fi',
    '  COMPREPLY=()',
    '  for ((at = 1; at < COMP_CWORD; at++)); do',
    `    case "$path \${COMP_WORDS[at]}" in`,
    `      ${walk(places)}) path="$path \${COMP_WORDS[at]}" ;;`,
    '    esac',
    '  done',
    '  case "$path:$before" in',
  ];
  for (const { path, values } of places) {
    for (const { names, choices } of values) {
      const pattern = names.map((each) => quoted(`${path}:${each}`)).join(' | ');
      const reply =
        choices === 'free'
          ? 'return 0'
          : choices === 'file'
            ? 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return 0'
            : `mapfile -t COMPREPLY < <(compgen -W ${quoted(choices.join(' '))} -- "$current"); return 0`;
      lines.push(`    ${pattern}) ${reply} ;;`);
    }
  }
  lines.push('  esac', '  case "$path" in');
  for (const { path, words, takesFile } of places) {
    const list = quoted(words.map(({ word }) => word).join(' '));
    lines.push(`    ${quoted(path)}) words=${list}${takesFile ? ' files=yes' : ''} ;;`);
  }
  lines.push(
    '  esac',
    '  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")',
    '  if [[ -n $files && $current != -* ]]; then',
    '    compopt -o filenames 2>/dev/null',
    '    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current")',
    '  fi',
    '}',
    `complete -F ${name} ${program}`,
  );
  return lines.join('\n');
}

/** A word and its description, as zsh's _describe takes them. */
function described({ word, description }: Word): string {
  const text = description.replaceAll(/\s+/g, ' ');
  return quoted(`${word.replaceAll(':', '\\:')}${text === '' ? '' : `:${text}`}`);
}

function zsh(program: string, places: readonly Place[]): string {
  const name = functionName(program);
  const lines = [
    `#compdef ${program}`,
    `# zsh completion of ${program}, made by "${program} completion zsh"`,
    `${name}() {`,
    `  local path_='' before=\${words[CURRENT-1]} files='' at`,
    '  local -a list',
    '  for ((at = 2; at < CURRENT; at++)); do',
    '    case "$path_ ${words[at]}" in',
    `      (${walk(places)}) path_="$path_ \${words[at]}" ;;`,
    '    esac',
    '  done',
    '  # --option=value is one word here.',
    '  if [[ ${words[CURRENT]} == --*=* ]]; then',
    '    before=${words[CURRENT]%%=*}',
    "    compset -P '*='",
    '  fi',
    '  case "$path_:$before" in',
  ];
  for (const { path, values } of places) {
    for (const { names, choices } of values) {
      const pattern = names.map((each) => quoted(`${path}:${each}`)).join(' | ');
      const reply =
        choices === 'free'
          ? `_message 'value'; return`
          : choices === 'file'
            ? '_files; return'
            : `list=(${choices.map(quoted).join(' ')}); _describe 'value' list; return`;
      lines.push(`    (${pattern}) ${reply} ;;`);
    }
  }
  lines.push('  esac', '  case "$path_" in');
  for (const { path, words, takesFile } of places) {
    const list = words.map(described).join(' ');
    lines.push(`    (${quoted(path)}) list=(${list})${takesFile ? ' files=yes' : ''} ;;`);
  }
  lines.push(
    '  esac',
    "  _describe 'command or option' list",
    '  if [[ -n $files ]]; then _files; fi',
    '}',
    '# Loaded by fpath it is called at once; read by "source" it is only made known.',
    `if [[ $funcstack[1] == _${program} ]]; then`,
    `  ${name} "$@"`,
    'else',
    `  compdef ${name} ${program}`,
    'fi',
  );
  return lines.join('\n');
}
