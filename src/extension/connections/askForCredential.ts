import * as vscode from 'vscode';
import type { SignInMethod } from '../../core/api/connection';
import { EngineError } from '../../core/protocol/engineError';
import type { CertificateFacts, CertificateFile } from '../../core/protocol/signInProtocol';
import type { EngineSession } from '../engine/engineSession';
import type { Prompts } from '../quickInput/prompts';
import { certificateWarning, dateText } from '../signIn/certificateText';
import type { KeptCredential } from '../signIn/credentialStore';
import { isGuid } from './connectionSettings';
import { maximumCertificateBytes, toCertificateFile, withPassword } from './credentialDraft';

/** The engine's codes for a file that a password opens. */
const passwordCodes: ReadonlySet<string> = new Set(['CertificatePasswordMissing', 'CertificatePasswordWrong']);

/**
 * Asks for what the app of a connection proves itself with.
 *
 * @param hasKept whether there is one already
 * @returns undefined to keep the one that there is
 */
export function askForCredential(
  prompts: Prompts,
  engine: EngineSession,
  method: SignInMethod,
  hasKept: boolean,
): Promise<KeptCredential | undefined> {
  return method === 'certificate' ? askForCertificate(prompts, engine, hasKept) : askForSecret(prompts, hasKept);
}

async function askForSecret(prompts: Prompts, hasKept: boolean): Promise<KeptCredential | undefined> {
  const secret = await prompts.text({
    prompt: hasKept
      ? vscode.l10n.t('A new client secret; leave empty to keep the one that is stored')
      : vscode.l10n.t('The value of a client secret of the app. It is kept in the secret storage of VS Code.'),
    isSecret: true,
    check: (text) => describeSecretProblem(text, hasKept),
  });
  return secret === '' ? undefined : { credential: { kind: 'clientSecret', secret } };
}

function describeSecretProblem(text: string, hasKept: boolean): string | undefined {
  if (text === '') {
    return hasKept ? undefined : vscode.l10n.t('Give the secret.');
  }
  return isGuid(text)
    ? vscode.l10n.t('This is the id of a secret. Its value is needed, which the portal shows only once.')
    : undefined;
}

/** A certificate is shown before it is taken. */
async function askForCertificate(
  prompts: Prompts,
  engine: EngineSession,
  hasKept: boolean,
): Promise<KeptCredential | undefined> {
  const choose = {
    label: vscode.l10n.t('Choose a File…'),
    detail: vscode.l10n.t('PEM or PFX, with the private key. It is kept in the secret storage of VS Code.'),
  };
  const keep = { label: vscode.l10n.t('Keep the Stored Certificate') };
  for (;;) {
    const source = await prompts.pick({
      prompt: vscode.l10n.t('The certificate that the app proves itself with'),
      items: hasKept ? [keep, choose] : [choose],
    });
    if (source === keep) {
      return undefined;
    }
    const certificate = await chooseCertificate(prompts, engine);
    if (certificate !== undefined) {
      return certificate;
    }
  }
}

/** Undefined where the file was not the right one. */
async function chooseCertificate(prompts: Prompts, engine: EngineSession): Promise<KeptCredential | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Certificate with Private Key'),
      filters: { [vscode.l10n.t('Certificates')]: ['pem', 'pfx', 'p12', 'key', 'cer', 'crt'] },
    })) ?? [];
  if (uri === undefined) {
    return undefined;
  }
  if ((await vscode.workspace.fs.stat(uri)).size > maximumCertificateBytes) {
    await vscode.window.showErrorMessage(vscode.l10n.t('This file is too large for a certificate.'), { modal: true });
    return undefined;
  }
  const read = await readCertificate(prompts, engine, toCertificateFile(await vscode.workspace.fs.readFile(uri)));
  return read !== undefined && (await confirm(prompts, read.facts))
    ? { credential: { kind: 'certificate', ...read.file }, certificate: read.facts }
    : undefined;
}

interface ReadCertificate {
  readonly file: CertificateFile;
  readonly facts: CertificateFacts;
}

/** Undefined where the file cannot be used, which was said then. */
async function readCertificate(
  prompts: Prompts,
  engine: EngineSession,
  file: CertificateFile,
): Promise<ReadCertificate | undefined> {
  const first = await tryToRead(engine, file);
  if (!(first instanceof EngineError)) {
    return first;
  }
  if (!passwordCodes.has(first.data.code ?? '')) {
    await vscode.window.showErrorMessage(first.message, { modal: true });
    return undefined;
  }
  let found: ReadCertificate | undefined;
  await prompts.text({
    prompt: vscode.l10n.t('The password of the file'),
    isSecret: true,
    keepsSpaces: true,
    verify: async (password, token) => {
      const read = await tryToRead(engine, withPassword(file, password), token);
      if (read instanceof EngineError) {
        return read.message;
      }
      found = read;
      return undefined;
    },
  });
  return found;
}

async function tryToRead(
  engine: EngineSession,
  file: CertificateFile,
  token?: vscode.CancellationToken,
): Promise<ReadCertificate | EngineError> {
  try {
    return { file, facts: await engine.request('m365Audit/readCertificate', file, token) };
  } catch (error) {
    if (error instanceof EngineError) {
      return error;
    }
    throw error;
  }
}

async function confirm(prompts: Prompts, facts: CertificateFacts): Promise<boolean> {
  const warning = certificateWarning(facts, Date.now());
  const use = {
    label: vscode.l10n.t('Use This Certificate'),
    // The row cuts off what is long: nothing may stand behind the thumbprint.
    description: [
      warning === undefined ? vscode.l10n.t('valid until {0}', dateText(facts.notAfter)) : `$(warning) ${warning}`,
      facts.subject,
    ].join(' · '),
    detail: vscode.l10n.t('Thumbprint {0}', facts.thumbprint),
  };
  const other = { label: vscode.l10n.t('Choose Another…') };
  const chosen = await prompts.pick({
    prompt: vscode.l10n.t('Is the thumbprint that of the app registration?'),
    items: [use, other],
  });
  return chosen === use;
}
