type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What to change in the extension host's environment for the engine. `VSCODE_*` variables would make the engine believe that it is
 * an extension host (`VSCODE_ESM_ENTRYPOINT`) or is being debugged (`VSCODE_INSPECTOR_OPTIONS`); undefined takes one away.
 */
export function engineEnvironment(hostEnvironment: Environment): Environment {
  const names = Object.keys(hostEnvironment).filter((name) => name.toUpperCase().startsWith('VSCODE_'));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
