import { NotebookDocuments, TextDocuments, type Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** The documents that are open in the editor: files, and cells of notebooks. */
export class LanguageDocuments {
  private readonly files = new TextDocuments(TextDocument);
  private readonly notebooks = new NotebookDocuments(TextDocument);

  /** @param onChanged told of a document that is new or has changed, and of `undefined` for a notebook's own data */
  constructor(
    connection: Connection,
    onChanged: (document: TextDocument | undefined) => void,
    onClosed: (uri: string) => void,
  ) {
    this.files.listen(connection);
    this.notebooks.listen(connection);
    for (const documents of [this.files, this.notebooks.cellTextDocuments]) {
      documents.onDidChangeContent(({ document }) => {
        onChanged(document);
      });
      documents.onDidClose(({ document }) => {
        onClosed(document.uri);
      });
    }
    this.notebooks.onDidChange(() => {
      onChanged(undefined);
    });
  }

  get all(): readonly TextDocument[] {
    return [...this.files.all(), ...this.notebooks.cellTextDocuments.all()];
  }

  find(uri: string): TextDocument | undefined {
    return this.files.get(uri) ?? this.notebooks.cellTextDocuments.get(uri);
  }

  /** What a document belongs to: its notebook, or itself. */
  ownerUri(uri: string): string {
    return this.notebooks.findNotebookDocumentForCell(uri)?.uri ?? uri;
  }

  /** The KQL cells of a cell's notebook, in order, with itself; of a file, itself alone. */
  together(document: TextDocument): readonly TextDocument[] {
    const cells = this.notebooks.findNotebookDocumentForCell(document.uri)?.cells ?? [];
    const documents = cells.flatMap((cell) => this.notebooks.getCellTextDocument(cell) ?? []);
    return documents.length === 0
      ? [document]
      : documents.filter(({ languageId }) => languageId === document.languageId);
  }
}
