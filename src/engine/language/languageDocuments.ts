import { NotebookDocuments, TextDocuments, type Connection } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** Told of what happens to documents. */
export interface DocumentListener {
  /** It is new, or its text has changed. */
  onChanged(document: TextDocument): void;
  /** A file, a cell or a notebook. */
  onClosed(uri: string): void;
  /** Its cells have changed, or their texts, or what the notebook says of itself. */
  onNotebookChanged(uri: string, isItsOwnData: boolean): void;
}

/** The documents that are open in the editor: files, and cells of notebooks. */
export class LanguageDocuments {
  private readonly files = new TextDocuments(TextDocument);
  private readonly notebooks = new NotebookDocuments(TextDocument);

  constructor(connection: Connection, listener: DocumentListener) {
    this.files.listen(connection);
    this.notebooks.listen(connection);
    for (const documents of [this.files, this.notebooks.cellTextDocuments]) {
      documents.onDidChangeContent(({ document }) => {
        listener.onChanged(document);
      });
      documents.onDidClose(({ document }) => {
        listener.onClosed(document.uri);
      });
    }
    this.notebooks.onDidClose(({ uri }) => {
      listener.onClosed(uri);
    });
    this.notebooks.onDidChange(({ notebookDocument, metadata }) => {
      listener.onNotebookChanged(notebookDocument.uri, metadata !== undefined);
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

  /** The documents that belong to a notebook or a file. */
  ofOwner(ownerUri: string): readonly TextDocument[] {
    return this.all.filter(({ uri }) => this.ownerUri(uri) === ownerUri);
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
