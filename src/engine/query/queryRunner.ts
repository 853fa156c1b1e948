import type { ContentWindow } from '../../core/api/contentWindow';
import type { CompiledStatement } from '../../core/kql/compileKql';
import { compileOverData } from '../../core/kql/compileOverData';
import { toldAsMistake } from '../../core/kql/language/service/mistakes/toldAsMistake';
import { computedName } from '../../core/kql/sql/functions/computed';
import type { QueryFiles, QueryLanguage } from '../../core/protocol/queryProtocol';
import { catalogueTables } from '../../core/schema/catalogueTables';
import type { Archive } from '../archive/archive';
import { withArchiveErrors } from '../archive/archiveError';
import { maximumAttempts } from '../archive/log/archiveState';
import { unlessAborted } from '../signIn/unlessAborted';
import { loadCatalogue } from './catalogueRows';
import { compilePowerShell } from './compilePowerShell';
import { ComputingQueries } from './computingQueries';
import { GeoDatabases } from './functions/geoDatabases';
import { HotRecords } from './records/hotRecords';
import type { HotTable } from './records/hotTable';
import { isNamed } from './records/isNamed';
import { OutsideFiles } from './outside/outsideFiles';
import { QuerySchema } from './querySchema';
import { QuerySession, type RecordsRead } from './querySession';
import { resultSchemas, type ResultTable } from './resultTables';
import { runFailure } from './runFailure';
import { StatementResult } from './statementResult';

export type { ResultTable } from './resultTables';
export type { StatementResult } from './statementResult';

export interface QueryOptions {
  readonly language: QueryLanguage;
  /** Only this tenant's records; all tenants' where it is absent. */
  readonly tenantId?: string | undefined;
  /** What `now()` means, in milliseconds since the epoch. */
  readonly now: number;
  /** Values of what `declare query_parameters` declares, see `CompileOptions`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** What audit records are limited to, unless the query names times itself, see `CompileOptions`. */
  readonly timeRange?: ContentWindow | undefined;
  /** Results that the query may read as tables. */
  readonly tables?: readonly ResultTable[] | undefined;
  /** The user's files that it may read; none where it is absent. */
  readonly files?: QueryFiles | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a run has. */
interface Run {
  readonly session: QuerySession;
  /** Of the records that the session shows. */
  readonly hotTable: HotTable | undefined;
  readonly options: QueryOptions;
  readonly outside: OutsideFiles | undefined;
}

/** Runs queries over an archive. */
export class QueryRunner {
  /** The session that was used last: while no records come, the next query finds its views made. */
  private idle: QuerySession | undefined;

  private schema: QuerySchema | undefined;

  private isClosed = false;

  private readonly geo = new GeoDatabases();

  private readonly computing: ComputingQueries;

  /** @param hear looks for requests that were cancelled, see `ComputingQueries` */
  constructor(
    private readonly archive: Archive,
    private readonly hotRecords = new HotRecords(archive),
    hear?: () => void,
  ) {
    this.computing = new ComputingQueries(hear);
  }

  /**
   * Compiles a text and runs its statements, in order, over the records as they are now; again, where a file of them was removed
   * meanwhile.
   *
   * @returns a result for each statement that gives one; the caller disposes of them
   * @throws EngineError `query`, with its place, where the text is wrong or the data does not fit: then there are no results. The
   *   signal's reason, as soon as it is aborted: DuckDB may take some time more to end, on a connection that no one else uses.
   */
  async run(text: string, options: QueryOptions): Promise<StatementResult[]> {
    options.signal?.throwIfAborted();
    this.hotRecords.begin();
    const running = this.runOnPresent(text, options).finally(() => {
      this.hotRecords.end(this.idle);
    });
    try {
      return await unlessAborted(running, options.signal);
    } catch (error) {
      if (options.signal?.aborted === true) {
        running.then(disposeAll).catch(() => undefined);
      }
      options.signal?.throwIfAborted();
      throw error;
    }
  }

  private async runOnPresent(text: string, options: QueryOptions): Promise<StatementResult[]> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.takeSession(options.tenantId);
      const outside = options.files && new OutsideFiles(options.files, this.archive.workFolder);
      try {
        await session.showResults(resultSchemas(this.archive, session.schema.tables, options.tables ?? []));
        await outside?.findWatchlists(text);
        const run: Run = { session, options, outside, hotTable: this.hotRecords.tableOf(session.records.version) };
        return await this.runStatements(await this.compile(text, run), run);
      } catch (error) {
        options.signal?.throwIfAborted();
        if (attempt === maximumAttempts || !(await this.archive.hasLostFile(session.records))) {
          throw error;
        }
      } finally {
        await outside?.close();
        this.idle?.close();
        this.idle = session;
        if (this.isClosed) {
          this.close();
        }
      }
    }
  }

  /** Lets its connection go. Results stay until they are disposed of. */
  close(): void {
    this.isClosed = true;
    this.hotRecords.close();
    this.idle?.close();
    this.idle = undefined;
  }

  /** Lets SQL find what it reads. The catalogue's tables are filled for each query: they change more often than the records do. */
  private async prepare(text: string, { session, hotTable, options, outside }: Run): Promise<RecordsRead> {
    await outside?.copyFiles(text);
    if (isNamed(text, computedName('geo_info_from_ip_address')) && options.files?.geoDatabase !== undefined) {
      await this.geo.load(options.files.geoDatabase);
    }
    const read = await withArchiveErrors(`The archive in ${this.archive.folder} cannot be read.`, () =>
      session.makeViews(text, hotTable),
    );
    if (catalogueTables.some(({ name }) => isNamed(text, name))) {
      await loadCatalogue(session.connection, await this.archive.content(options.tenantId), options.now);
    }
    return read;
  }

  private async compile(text: string, run: Run): Promise<CompiledStatement[]> {
    const { language, now } = run.options;
    if (language === 'powershell') {
      const { tables } = run.session.schema;
      return compilePowerShell(text, { tables, now }, (kql) => this.compileKql(kql, run));
    }
    try {
      return await this.compileKql(text, run);
    } catch (error) {
      throw toldAsMistake(error, text, run.session.tables);
    }
  }

  /** The data may be asked for the columns of a result. */
  private compileKql(text: string, run: Run): Promise<CompiledStatement[]> {
    const { now, parameters = {}, timeRange, signal } = run.options;
    const { tables, parser } = run.session;
    const { outside } = run;
    return compileOverData(text, { tables, parser, now, parameters, timeRange, outside }, async (sql) => {
      try {
        await this.prepare(sql, run);
        return (await run.session.run(sql, signal)).getRows();
      } catch (error) {
        signal?.throwIfAborted();
        throw runFailure(error, { start: 0, length: text.length });
      }
    });
  }

  private async runStatements(statements: readonly CompiledStatement[], run: Run): Promise<StatementResult[]> {
    const results: StatementResult[] = [];
    try {
      for (const statement of statements) {
        const read = await this.prepare(statement.sql, run);
        const { session, options } = run;
        const { archive } = this;
        results.push(await StatementResult.compute({ archive, statement, read }, session, options.signal));
      }
      return results;
    } catch (error) {
      await disposeAll(results);
      throw error;
    }
  }

  private async takeSession(tenantId: string | undefined): Promise<QuerySession> {
    const records = await this.archive.recordSet(tenantId);
    const { idle } = this;
    if (idle?.records.version === records.version) {
      this.idle = undefined;
      return idle;
    }
    const schema = this.schema?.isOf(records.otherKeys) === true ? this.schema : new QuerySchema(records.otherKeys);
    this.schema = schema;
    return withArchiveErrors(`The archive in ${this.archive.folder} cannot be read.`, () =>
      QuerySession.open(this.archive.database, records, schema, this.computing, this.geo),
    );
  }
}

async function disposeAll(results: readonly StatementResult[]): Promise<void> {
  await Promise.all(results.map((result) => result.dispose()));
}
